// What results must not depend on, as rules for the linter: the last bit of a power, randomness without a stream, the locale, state in a module.

const named = (node, name) => node?.type === 'Identifier' && node.name === name;
const property = (node) => (node.computed ? undefined : node.property?.name);
const rule = (create) => ({ create });

/** Functions and constants of Math that the standard fixes to the last bit; all others live in base/math.ts, where they can be replaced. */
const EXACT_MATH = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|pow|random|E|LN2|LN10|PI|SQRT2)$/;

export default {
  meta: { name: 'entente' },
  rules: {
    power: rule((context) => {
      const report = (node) =>
        context.report({ node, message: 'Use powPositive of base/math.ts: the last bit of a power differs between versions of Node.' });
      return {
        BinaryExpression: (node) => node.operator === '**' && report(node),
        AssignmentExpression: (node) => node.operator === '**=' && report(node),
        MemberExpression: (node) => named(node.object, 'Math') && property(node) === 'pow' && report(node),
      };
    }),
    randomness: rule((context) => ({
      MemberExpression(node) {
        if (named(node.object, 'Math') && property(node) === 'random')
          context.report({ node, message: 'Draw from a named stream of base/random.ts.' });
      },
    })),
    transcendental: rule((context) => ({
      MemberExpression(node) {
        if (named(node.object, 'Math') && !EXACT_MATH.test(property(node) ?? ''))
          context.report({ node, message: 'Transcendental functions belong in base/math.ts.' });
      },
      VariableDeclarator(node) {
        if (named(node.init, 'Math'))
          context.report({ node, message: 'Name the function where it is used, as Math.sqrt, so that the linter sees it.' });
      },
      Property(node) {
        if (named(node.value, 'Math'))
          context.report({ node, message: 'Name the function where it is used, as Math.sqrt, so that the linter sees it.' });
      },
    })),
    locale: rule((context) => ({
      CallExpression(node) {
        if (node.callee.type === 'MemberExpression' && /^(toLocale|localeCompare)/.test(property(node.callee) ?? ''))
          context.report({ node, message: 'Results must not depend on the locale: compare by code point, print with String().' });
      },
    })),
    'module-state': rule((context) => ({
      Program(program) {
        for (const node of program.body) {
          const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
          if (declared?.type === 'VariableDeclaration' && declared.kind === 'let')
            context.report({ node: declared, message: 'No state in a module: two runs in one process would share it.' });
        }
      },
    })),
    'exit-now': rule((context) => ({
      CallExpression(node) {
        if (node.callee.type === 'MemberExpression' && named(node.callee.object, 'process') && property(node.callee) === 'exit')
          context.report({ node, message: 'Set process.exitCode: process.exit cuts off output that is still under way.' });
      },
    })),
  },
};
