/*
 * What an option costs at least: the value terms of founding a plain alliance or partnership with an untied state, in strict C. Reads what
 * scripts/bench/kernel.mjs dumps of a running world, computes the same terms, compares them bit by bit and prints JSON: nanoseconds an option
 * with the contexts of state and partner prepared, and with preparing them counted in.
 * Every formula, and the order of its operations, is that of src/model. Needs -ffp-contract=off: a fused product has other bits.
 *
 *   kernel FILE MILLISECONDS
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ATTENTION = 12, TERMS = 14, ALLIANCE = 1, PARTNERSHIP = 2 };

/* In the order in which the program writes them. */
typedef struct {
  double n, members, attention, contest_exponent, material_support, cooperation_strength, cooperation_proximity, reach_km, security_weight, denial_weight,
      cooperation_weight, cooperation_alliance, cooperation_closure, cooperation_depth, entrapment_weight, entrapment_partnership, entrapment_floor,
      entrapment_stake, entrapment_provocation, abandonment_weight, abandonment_partnership, autonomy_weight, bargaining_power, exposure_weight,
      accommodation_weight, spoils_weight, division_weight, leakage_weight, upkeep, upkeep_capacity, signing_cost, signing_alliance;
  double even, autonomy_senior, cooperation_unlike, closure_partners, denial_ally, upkeep_alliance;
  double gain[5], strength[5], leak[5];
} Header;

/* A tie of two states, owed[0] by the first of them. */
typedef struct { double depth, kinds, areas, support, defence[2], offence[2], neutrality[2]; } Tie;
typedef struct { double partner, kind, areas, depth, agreements, terms[TERMS]; } Option;
typedef struct { int state, ties, options, (*pairs)[2]; Tie *tie; Option *option; } Turn;

/* A state's view of its threats under the ties in force. */
typedef struct {
  int count, j[ATTENTION], backers[ATTENTION], *backer[ATTENTION];
  double *strength[ATTENTION]; char *bound[ATTENTION];
  double own, pooled, insecurity, force[ATTENTION], help[ATTENTION], odds[ATTENTION];
} Outlook;

/* What the options of i with k share: by position among i's threats, then among k's that are not i. */
typedef struct {
  const Outlook *mine;
  int i, k, threats, adversaries, all_adversaries;
  char is_partner[ATTENTION], has_backer[ATTENTION], other_bound[ATTENTION], shared[ATTENTION], own_bound[ATTENTION];
  double intent, trust, doubt, appeased, like, root, closure, division, traded, asymmetry, pooled_share;
  double fear[ATTENTION], base[ATTENTION], arriving[ATTENTION], loss[ATTENTION], other_support[ATTENTION];
  double hostile[ATTENTION], force[ATTENTION], defence[ATTENTION], alone2[ATTENTION], reach[ATTENTION], size[ATTENTION], own_support[ATTENTION], aim[ATTENTION], risk[ATTENTION], weight[ATTENTION], stake[ATTENTION];
} Context;

static Header P;
static int n;
static double *power, *revisionism, *entrapment, *abandonment, *arrival, *intent, *reliability, *hostility, *trade, *affinity, *distance, *attention, *attention_count;
static double gain[32], strength[32], leak[32];
static int *tie_at, *neighbour, *neighbours; /* of the turn: index of the tie + 1 by pair; tied states, ascending */
static const Turn *turn;

static double *take(double **at, size_t count) { double *here = *at; *at += count; return here; }

static double power_of(double x, double g) {
  if (g == 1) return x;
  if (g == 1.5) return x * sqrt(x);
  if (g == 2) return x * x;
  if (g == 0.5) return sqrt(x);
  if (g == 2.5) return x * x * sqrt(x);
  if (g == 3) return x * x * x;
  if (g == 0) return 1;
  return x <= 0 ? 0 : exp(g * log(x));
}
static double contest(double x, double y) {
  if (x <= 0) return y <= 0 ? 0.5 : 0;
  return 1 / (1 + power_of(y / x, P.contest_exponent));
}
static double relative(double x, double y) { return x + y == 0 ? P.even : x / (x + y); }
static double own_strength(int i, double pooled) { return power[i] * (1 + (P.cooperation_strength * pooled) / (1 + pooled)); }
static double pooled_from(int areas, int k, double p) { return strength[areas] * relative(power[k], p); }
static const Tie *tie_of(int i, int k) { int at = tie_at[i * n + k]; return at == 0 ? NULL : &turn->tie[at - 1]; }
static int side(int k, int other) { return k < other ? 0 : 1; }
static int owes(const Tie *t, int k, int other) { int s = side(k, other); return t != NULL && (t->defence[s] > 0 || t->neutrality[s] > 0); }
/* `other` is the support that the helper owes the other side, 0 without a tie. */
static double share_given(double support, double depth, double other, int bound) {
  if (bound) return 0;
  if (depth > 0) return depth;
  double left = support - other;
  return left > 0 ? left * P.material_support : 0;
}
static int attends(int i, int j) {
  for (int a = 0; a < (int)attention_count[i]; a++) if ((int)attention[i * ATTENTION + a] == j) return a;
  return -1;
}

static void look(Outlook *o, int i) {
  o->count = (int)attention_count[i];
  o->pooled = 0;
  for (int x = 0; x < neighbours[i]; x++) { int k = neighbour[i * n + x]; o->pooled += pooled_from((int)tie_of(i, k)->areas, k, power[i]); }
  o->own = own_strength(i, o->pooled);
  o->insecurity = 0;
  for (int a = 0; a < o->count; a++) {
    int j = o->j[a] = (int)attention[i * ATTENTION + a];
    double help = 0;
    for (int x = 0; x < neighbours[i]; x++) {
      int k = neighbour[i * n + x];
      if (k == j) continue;
      const Tie *t = tie_of(i, k), *other = tie_of(j, k);
      double depth = t->defence[side(k, i)];
      double share = depth == 0 && t->support == 0 ? 0 : share_given(t->support, depth, other == NULL ? 0 : other->support, owes(other, k, j));
      if (share != 0) help += share * reliability[i * n + k] * power[k] * arrival[j * n + k];
    }
    double force = power[j] * arrival[i * n + j];
    o->backers[a] = 0;
    for (int x = 0; x < neighbours[j]; x++) {
      int k = neighbour[j * n + x];
      const Tie *t = tie_of(j, k);
      int s = side(k, j);
      if (k == i || ((int)t->kinds & ALLIANCE) == 0 || !(t->defence[s] > 0 || t->offence[s] > 0)) continue;
      double share = t->offence[s];
      if (share == 0) share = t->defence[s] * intent[i * n + k];
      if (share == 0) continue;
      int b = o->backers[a]++;
      o->backer[a][b] = k;
      o->strength[a][b] = share * power[k] * arrival[i * n + k];
      o->bound[a][b] = owes(tie_of(i, k), k, i);
      if (!o->bound[a][b]) force += o->strength[a][b];
    }
    o->force[a] = force;
    o->help[a] = help;
    o->odds[a] = contest(force, o->own + help);
    o->insecurity += intent[i * n + j] * (o->odds[a] * o->odds[a]);
  }
}

static void prepare(Context *c, int i, int k, const Outlook *mine, const Outlook *theirs) {
  c->i = i; c->k = k; c->mine = mine;
  c->intent = c->doubt = intent[i * n + k];
  c->trust = 1 - c->intent;
  c->threats = mine->count;
  c->all_adversaries = theirs->count;
  c->appeased = 0;
  for (int a = 0; a < c->threats; a++) {
    int j = mine->j[a], isPartner = j == k;
    double alone = mine->odds[a], full = isPartner ? alone : contest(mine->force[a], mine->own + mine->help[a] + power[k] * arrival[j * n + k]);
    const Tie *other = isPartner ? NULL : tie_of(k, j);
    c->is_partner[a] = isPartner;
    c->fear[a] = intent[i * n + j];
    c->base[a] = power[j] * arrival[i * n + j];
    c->arriving[a] = arrival[j * n + k];
    c->loss[a] = alone * alone - full * full;
    c->other_support[a] = other == NULL ? 0 : other->support;
    c->other_bound[a] = owes(other, k, j);
    c->has_backer[a] = 0;
    for (int x = 0; x < mine->backers[a]; x++) if (mine->backer[a][x] == k) c->has_backer[a] = 1;
    if (isPartner) c->appeased = alone * alone;
    if (other != NULL) c->doubt += c->fear[a] * other->depth;
  }
  c->doubt = c->doubt < 1 ? c->doubt : 1;
  c->traded = 0;
  c->adversaries = 0;
  for (int at = 0; at < theirs->count; at++) {
    int l = theirs->j[at], b = c->adversaries;
    if (l == i) continue;
    const Tie *held = tie_of(i, l);
    c->adversaries++;
    c->shared[b] = attends(i, l) >= 0;
    c->aim[b] = intent[k * n + l];
    c->hostile[b] = intent[i * n + l] * c->aim[b];
    c->force[b] = theirs->force[at];
    c->defence[b] = theirs->own + theirs->help[at];
    c->alone2[b] = theirs->odds[at] * theirs->odds[at];
    c->reach[b] = arrival[l * n + i];
    c->size[b] = P.denial_ally * relative(power[k], power[i]) + (1 - P.denial_ally) * relative(power[k], power[l]);
    c->own_support[b] = held == NULL ? 0 : held->support;
    c->own_bound[b] = owes(held, i, l);
    c->risk[b] = P.entrapment_floor + (1 - P.entrapment_floor) * theirs->odds[at];
    c->weight[b] = relative(power[l], power[i]);
    c->stake[b] = 1 - P.entrapment_stake * intent[i * n + l];
    c->traded += trade[i * n + l] * c->aim[b];
  }
  int shared = 0;
  for (int x = 0, y = 0; x < neighbours[i] && y < neighbours[k];) {
    int d = neighbour[i * n + x] - neighbour[k * n + y];
    if (d == 0) shared++;
    if (d <= 0) x++;
    if (d >= 0) y++;
  }
  double overlap = neighbours[i] == 0 ? 0 : (double)shared / neighbours[i], popularity = P.members > 1 ? neighbours[k] / (P.members - 1) : 0;
  c->closure = 1 + P.cooperation_closure * (P.closure_partners * overlap + (1 - P.closure_partners) * popularity);
  double near = P.cooperation_proximity == 0 ? 1 : 1 - P.cooperation_proximity + P.cooperation_proximity / (1 + distance[i * n + k] / P.reach_km);
  c->like = (P.cooperation_unlike + (1 - P.cooperation_unlike) * affinity[i * n + k]) * near;
  c->root = sqrt(relative(power[k], power[i]));
  double total = power[k] + power[i];
  c->asymmetry = total == 0 ? 0 : (power[k] - power[i]) / total;
  c->pooled_share = 1 - (P.bargaining_power * mine->pooled) / (1 + mine->pooled);
  c->division = 0;
  for (int x = 0; x < neighbours[k]; x++) {
    int l = neighbour[k * n + x];
    const Tie *t = tie_of(k, l);
    if (l == i || hostility[i * n + l] == 0 || ((int)t->kinds & ALLIANCE) == 0) continue;
    c->division += hostility[i * n + l] * t->defence[side(k, l)] * relative(power[k] * arrival[i * n + k], power[l]);
  }
}

static void value(const Context *c, const Option *o, double *terms) {
  int i = c->i, k = c->k, areas = (int)o->areas, alliance = (int)o->kind == ALLIANCE;
  double depth = o->depth, owed = alliance ? depth : 0, support = alliance && depth > 0.5 ? 0.5 : depth, pi = power[i], pk = power[k];
  double reliable = reliability[i * n + k];
  const Outlook *mine = c->mine;

  double own = own_strength(i, mine->pooled + pooled_from(areas, k, pi)), insecurity = 0, fear = 0;
  for (int a = 0; a < c->threats; a++) {
    double assured = c->is_partner[a] ? 0 : share_given(support, owed, c->other_support[a], c->other_bound[a]) * reliable, force = mine->force[a];
    if (c->has_backer[a]) {
      force = c->base[a];
      for (int x = 0; x < mine->backers[a]; x++) if (!(mine->backer[a][x] == k ? owed > 0 : mine->bound[a][x])) force += mine->strength[a][x];
    }
    double b = contest(force, own + (mine->help[a] + assured * pk * c->arriving[a]));
    insecurity += c->fear[a] * (b * b);
    fear += c->fear[a] * (1 - assured) * c->loss[a];
  }
  double denied = 0, risked = 0, reach = alliance ? owed : P.entrapment_partnership * depth;
  for (int b = 0; b < c->adversaries; b++) {
    double share = c->shared[b] ? share_given(support, owed, c->own_support[b], c->own_bound[b]) : 0;
    if (share != 0) {
      double helped = contest(c->force[b], c->defence[b] + share * pi * c->reach[b]);
      denied += c->hostile[b] * (c->alone2[b] - helped * helped) * c->size[b];
    }
    if (c->stake[b] > 0) risked += reach * c->aim[b] * c->risk[b] * c->weight[b] * c->stake[b];
  }
  double general = reach == 0 || c->all_adversaries == 0 ? 0 : (double)c->adversaries / c->all_adversaries, deep = 0;
  if (P.cooperation_depth > 0) for (int area = 0; area < 5; area++) deep += P.gain[area] * (areas >> area & 1 ? depth : 0);
  double broad = ((1 - P.cooperation_depth) * gain[areas] + P.cooperation_depth * deep) * (alliance ? P.cooperation_alliance : 1);
  double provoked = reach * revisionism[k] * (1 - revisionism[i]), price = P.autonomy_weight * depth * c->asymmetry;

  terms[0] = P.security_weight * (mine->insecurity - insecurity);
  terms[1] = P.denial_weight * denied;
  terms[2] = P.cooperation_weight * broad * c->like * c->root * c->trust * c->closure;
  terms[3] = -entrapment[i] * P.entrapment_weight * (risked + P.entrapment_provocation * provoked * general);
  terms[4] = -abandonment[i] * P.abandonment_weight * (alliance ? 1 : P.abandonment_partnership) * fear;
  terms[5] = c->asymmetry <= 0 ? -P.autonomy_senior * price : -price * c->pooled_share;
  terms[6] = -P.exposure_weight * depth * c->traded;
  terms[7] = P.accommodation_weight * c->intent * c->appeased * depth;
  terms[8] = P.spoils_weight * (depth * revisionism[k] * revisionism[i] * relative(pk, pi));
  terms[9] = owed == 0 || revisionism[i] == 0 ? 0 : P.division_weight * revisionism[i] * owed * c->division;
  terms[10] = -P.leakage_weight * (depth * c->intent + leak[areas] * c->doubt * depth);
  terms[11] = -P.upkeep * (1 + o->agreements / P.upkeep_capacity) * (alliance ? P.upkeep_alliance : 1);
  terms[12] = -(alliance ? P.signing_cost * P.signing_alliance : P.signing_cost);
  terms[13] = 0;
}

static void settle(const Turn *t) {
  turn = t;
  memset(tie_at, 0, sizeof *tie_at * n * n);
  for (int x = 0; x < t->ties; x++) tie_at[t->pairs[x][0] * n + t->pairs[x][1]] = tie_at[t->pairs[x][1] * n + t->pairs[x][0]] = x + 1;
  for (int i = 0; i < n; i++) {
    neighbours[i] = 0;
    for (int k = 0; k < n; k++) if (tie_at[i * n + k] != 0) neighbour[i * n + neighbours[i]++] = k;
  }
}
static Outlook *new_outlook(void) {
  Outlook *o = calloc(1, sizeof *o);
  for (int a = 0; a < ATTENTION; a++) { o->backer[a] = malloc(sizeof(int) * n); o->strength[a] = malloc(sizeof(double) * n); o->bound[a] = malloc(n); }
  return o;
}
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e9 + t.tv_nsec; }

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) { fprintf(stderr, "kernel: expected a file and milliseconds\n"); return 2; }
  fseek(file, 0, SEEK_END);
  size_t size = ftell(file);
  rewind(file);
  double *data = malloc(size), *at = data;
  if (fread(data, 1, size, file) != size) return 2;
  memcpy(&P, take(&at, sizeof P / sizeof(double)), sizeof P);
  if (P.attention != ATTENTION) { fprintf(stderr, "kernel: expected rows of %d threats\n", ATTENTION); return 2; }
  n = (int)P.n;
  for (int mask = 0; mask < 32; mask++)
    for (int area = 0; area < 5; area++) if (mask >> area & 1) { gain[mask] += P.gain[area]; strength[mask] += P.strength[area]; leak[mask] += P.leak[area]; }
  double **states[] = {&power, &revisionism, &entrapment, &abandonment, &attention_count}, **pairs[] = {&arrival, &intent, &reliability, &hostility, &trade, &affinity, &distance};
  for (int x = 0; x < 5; x++) *states[x] = take(&at, n);
  for (int x = 0; x < 7; x++) *pairs[x] = take(&at, (size_t)n * n);
  attention = take(&at, (size_t)n * ATTENTION);
  tie_at = calloc((size_t)n * n, sizeof *tie_at);
  neighbour = calloc((size_t)n * n, sizeof *neighbour);
  neighbours = calloc(n, sizeof *neighbours);

  int turns = (int)*take(&at, 1), options = 0, differing = 0;
  double greatest = 0, terms[TERMS], sum = 0;
  Turn *t = calloc(turns, sizeof *t);
  for (int x = 0; x < turns; x++) {
    t[x].state = (int)*take(&at, 1);
    t[x].ties = (int)*take(&at, 1);
    t[x].pairs = malloc(sizeof *t[x].pairs * t[x].ties + 1);
    t[x].tie = malloc(sizeof(Tie) * t[x].ties + 1);
    for (int y = 0; y < t[x].ties; y++) {
      for (int s = 0; s < 2; s++) t[x].pairs[y][s] = (int)*take(&at, 1);
      memcpy(&t[x].tie[y], take(&at, sizeof(Tie) / sizeof(double)), sizeof(Tie));
    }
    t[x].options = (int)*take(&at, 1);
    t[x].option = (Option *)take(&at, t[x].options * sizeof(Option) / sizeof(double));
    options += t[x].options;
  }

  double budget = atof(argv[2]) * 1e6, bare = 0, whole = 0, rounds = 0;
  Outlook *mine = new_outlook(), **theirs = malloc(sizeof *theirs * n);
  Context *contexts = calloc(n, sizeof *contexts);
  int *seen = malloc(sizeof *seen * n);
  for (int k = 0; k < n; k++) theirs[k] = new_outlook();
  while (rounds == 0 || bare + whole < budget) {
    for (int x = 0; x < turns; x++) {
      settle(&t[x]);
      double start = now();
      look(mine, t[x].state);
      memset(seen, 0, sizeof *seen * n);
      for (int y = 0; y < t[x].options; y++) {
        int k = (int)t[x].option[y].partner;
        if (seen[k]++ == 0) { look(theirs[k], k); prepare(&contexts[k], t[x].state, k, mine, theirs[k]); }
        value(&contexts[k], &t[x].option[y], terms);
        sum += terms[0];
      }
      double middle = now();
      for (int again = 0; again < 20; again++)
        for (int y = 0; y < t[x].options; y++) { value(&contexts[(int)t[x].option[y].partner], &t[x].option[y], terms); sum += terms[again % TERMS]; }
      double end = now();
      whole += middle - start;
      bare += (end - middle) / 20;
      for (int y = 0; rounds == 0 && y < t[x].options; y++) {
        value(&contexts[(int)t[x].option[y].partner], &t[x].option[y], terms);
        for (int term = 0; term < TERMS; term++) {
          double difference = fabs(terms[term] - t[x].option[y].terms[term]);
          if (difference != 0) differing++;
          if (!(difference <= greatest)) greatest = difference;
        }
      }
    }
    rounds++;
  }
  if (sum == 0.12345) fprintf(stderr, "%g\n", sum); /* what is computed is used */
  printf("{\"options\":%d,\"terms\":%d,\"differing\":%d,\"greatest\":%g,\"option\":%.2f,\"optionWithContexts\":%.2f}\n", options, options * TERMS, differing, greatest,
         bare / rounds / options, whole / rounds / options);
  return 0;
}
