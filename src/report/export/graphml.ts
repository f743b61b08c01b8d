import type { MultiUndirectedGraph } from 'graphology';

type Attributes = Record<string, unknown>;

/** Characters that XML gives a meaning to, and those that it does not allow at all. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd') // oxlint-disable-line no-control-regex -- they are what is looked for
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The attributes of some nodes or edges with their GraphML types: whole numbers, numbers and text. */
function typesOf(all: readonly Attributes[]): Map<string, 'int' | 'double' | 'string'> {
  const types = new Map<string, 'int' | 'double' | 'string'>();
  for (const attributes of all)
    for (const [name, value] of Object.entries(attributes)) {
      const type = typeof value !== 'number' ? 'string' : Number.isInteger(value) ? 'int' : 'double';
      const before = types.get(name);
      if (before === undefined || (before === 'int' && type === 'double')) types.set(name, type);
    }
  return types;
}

/** A graph in GraphML [Brandes2002]. No kept library writes it. */
export function graphmlOf(graph: MultiUndirectedGraph): string {
  const nodes = graph.mapNodes((node, attributes) => [node, attributes] as const);
  const edges = graph.mapEdges((edge, attributes, source, target) => [edge, attributes, source, target] as const);
  const keys = (of: 'node' | 'edge', all: readonly Attributes[]) =>
    [...typesOf(all)].map(
      ([name, type]) => `  <key id="${of}-${escaped(name)}" for="${of}" attr.name="${escaped(name)}" attr.type="${type}"/>`,
    );
  const data = (of: 'node' | 'edge', attributes: Attributes) =>
    Object.entries(attributes)
      .map(([name, value]) => `<data key="${of}-${escaped(name)}">${escaped(String(value))}</data>`)
      .join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys(
      'node',
      nodes.map(([, attributes]) => attributes),
    ),
    ...keys(
      'edge',
      edges.map(([, attributes]) => attributes),
    ),
    '  <graph edgedefault="undirected">',
    ...nodes.map(([node, attributes]) => `    <node id="${escaped(node)}">${data('node', attributes)}</node>`),
    ...edges.map(
      ([edge, attributes, source, target]) =>
        `    <edge id="${escaped(edge)}" source="${escaped(source)}" target="${escaped(target)}">${data('edge', attributes)}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}
