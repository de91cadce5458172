// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"
)

// cLanguage writes the same computation in C, for numbers of type D: one, or one
// for each of W members.
var cLanguage = &language{
	slot:     [4]string{"", "c[%d]", "x[%d]", "m[%d]"},
	stock:    "y[%d]",
	leaf:     func(r *Reference) string { return string(r.Of) + "->" + r.Field },
	declare:  "D %s = %s;\n",
	rounded:  "%s",
	literals: func(l Literal) string { return fmt.Sprintf("%d.0", l) },
}

// asWritten is the notation of C for the equations as they stand.
var asWritten = &Notation{
	name:     func(r Reference) string { return string(r.Of) + "->" + r.Field },
	literal:  func(l Literal) string { return fmt.Sprintf("%d.0", l) },
	operator: func(o byte) string { return " " + string(o) + " " },
	open:     "(", close: ")",
}

// writeC writes a C program that integrates the same equations for one member
// or for W members after another: once as they are written, once in the
// arrangement of the lane kernel. It reads a binary file of members and levers,
// runs them, and prints the sum of one total over all members and the seconds it
// took.
func writeC(b *bytes.Buffer, s *System) {
	g := NewProgram(s)
	c := newConstants(g)
	b.WriteString("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <time.h>\n\n")
	b.WriteString(`#ifndef W
#define W 1
#endif
#if W == 1
typedef double D;
#define ALL(v) (v)
#define LANE(v, i) (v)
#else
typedef double D __attribute__((vector_size(8*W)));
#define ALL(v) ((D){0} + (v))
#define LANE(v, i) ((v)[i])
#endif
`)
	structs := []struct {
		name, number string
		fields       []string
	}{{"State", "D", fieldNames(s.State)}, {"Levers", "double", fieldNames(s.Levers)}, {"Parameters", "D", fieldNames(s.Parameters)},
		{"Auxiliaries", "D", fieldNames(s.Auxiliaries)}, {"Flows", "D", fieldNames(s.Flows)}}
	for _, x := range structs {
		fmt.Fprintf(b, "typedef struct { %s %s; } %s;\n", x.number, strings.Join(x.fields, ", "), x.name)
	}
	for _, f := range []struct{ name, arguments string }{
		{"initial", "State *s, const Levers *l, const Parameters *p"},
		{"settle", "State *s, const Levers *l, const Parameters *p, const Auxiliaries *a"},
		{"auxiliaries", "const State *s, const Levers *l, const Parameters *p, Auxiliaries *a"},
		{"flows", "const State *s, const Levers *l, const Parameters *p, const Auxiliaries *a, Flows *f"},
		{"rates", "const Flows *f, State *d"},
	} {
		fmt.Fprintf(b, "\nstatic inline void %s(%s) {\n", f.name, f.arguments)
		for _, e := range s.Functions[f.name] {
			fmt.Fprintf(b, "\t%s->%s = ALL(%s);\n", string(e.Target), e.Field, In(asWritten, e.Value))
		}
		b.WriteString("}\n")
	}
	fmt.Fprintf(b, `
enum { N = sizeof(State)/sizeof(D), PARAMETERS = sizeof(Parameters)/sizeof(D), STOCKS = %d, BASES = %d, TOTALS = %d };

static void begin(State *s, const Levers *l, const Parameters *p) {
	Auxiliaries a;
	memset(s, 0, sizeof *s);
	initial(s, l, p);
	for (int i = 0; i < 64; i++) { auxiliaries(s, l, p, &a); settle(s, l, p, &a); }
}

static inline void rate(const State *s, const Levers *l, const Parameters *p, State *d) {
	Auxiliaries a; Flows f;
	auxiliaries(s, l, p, &a);
	flows(s, l, p, &a, &f);
	rates(&f, d);
}

static D written(const Parameters *p, const Levers *levers, int months, int steps) {
	State s, stage, k, sum;
	D *y = (D*)&s, *z = (D*)&stage, *r = (D*)&k, *q = (D*)&sum;
	double h = 1.0/12/steps;
	memset(&k, 0, sizeof k);
	begin(&s, levers, p);
	for (int i = 0; i < months*steps; i++) {
		const Levers *l = levers + i/steps;
		rate(&s, l, p, &k);
		for (int j = 0; j < N; j++) { q[j] = r[j]; z[j] = y[j] + h/2*r[j]; }
		rate(&stage, l, p, &k);
		for (int j = 0; j < N; j++) { q[j] += 2*r[j]; z[j] = y[j] + h/2*r[j]; }
		rate(&stage, l, p, &k);
		for (int j = 0; j < N; j++) { q[j] += 2*r[j]; z[j] = y[j] + h*r[j]; }
		rate(&stage, l, p, &k);
		for (int j = 0; j < N; j++) y[j] += h/6*(q[j] + r[j]);
	}
	return s.TotalAttacks;
}
`, len(g.Stocks), len(g.Bases), len(g.Totals))

	fmt.Fprintf(b, "\nstatic inline void prepare(const Parameters *p, D *c) {\n")
	ends := func(text string) string { return strings.ReplaceAll(text, "\n", ";\n") }
	slots := func(p phase, read ...phase) {
		var inner bytes.Buffer
		language := *cLanguage
		if p == month { // the same for all members
			language.declare = "double %s = %s;\n"
		}
		emit(&language, g, c, &inner, read...).writeSlots(p)
		b.WriteString(strings.ReplaceAll(ends(inner.String()), ";;", ";"))
		b.WriteString("}\n\n")
	}
	slots(member)
	b.WriteString("static inline void turnCommon(const Levers *l, double *x) {\n")
	slots(month)
	b.WriteString("static inline void turn(const D *c, const double *x, D *m) {\n")
	slots(member|month, member, month)

	b.WriteString("static inline __attribute__((always_inline)) void derive(const D *restrict c, const double *restrict x, const D *restrict m, const D *y, D *restrict k, D *restrict b) {\n")
	e := emit(cLanguage, g, c, b, member, month, member|month)
	for _, stock := range g.Stocks {
		e.count(g.Rates[stock])
	}
	for _, base := range g.Bases {
		e.count(base)
	}
	for i, base := range g.Bases {
		if base != nil {
			e.define(base)
			fmt.Fprintf(b, "b[%d] = %s;\n", i, e.text(base, 0))
		} else {
			fmt.Fprintf(b, "b[%d] = ALL(0);\n", i)
		}
	}
	for i, stock := range g.Stocks {
		e.define(g.Rates[stock])
		fmt.Fprintf(b, "k[%d] = %s;\n", i, e.text(g.Rates[stock], 0))
	}
	b.WriteString("}\n\nstatic void gather(const D *c, const double *x, const D *m, double h, double steps, D *integral, D *total) {\n")
	for i, t := range g.Totals {
		if sum := t.sum(e, "integral[%d]", "6*steps"); sum != "" {
			fmt.Fprintf(b, "total[%d] += h*(%s);\n", i, sum)
		}
	}
	fmt.Fprintf(b, "memset(integral, 0, BASES*sizeof(D));\n}\n\n")
	b.WriteString(`static D arranged(const Parameters *p, const Levers *levers, int months, int steps) {
	State s;
`)
	fmt.Fprintf(b, "\tD c[%d], m[%d];\n\tdouble x[%d], h = 1.0/12/steps;\n", len(c.slots[member]), len(c.slots[member|month]), len(c.slots[month]))
	b.WriteString(`	D y[STOCKS], z[STOCKS], k[STOCKS], q[STOCKS], b[BASES], integral[BASES] = {0}, total[TOTALS] = {0};
	int gathered = 0;
	begin(&s, levers, p);
	prepare(p, c);
`)
	for i, f := range g.Stocks {
		fmt.Fprintf(b, "\ty[%d] = s.%s;\n", i, f)
	}
	b.WriteString(`	for (int month = 0; month < months; month++) {
		const Levers *l = levers + month;
		if (month == 0 || memcmp(l, l-1, sizeof *l)) {
			if (gathered) gather(c, x, m, h/6, gathered, integral, total);
			gathered = 0;
			turnCommon(l, x);
			turn(c, x, m);
		}
		gathered += steps;
		for (int i = 0; i < steps; i++) {
			derive(c, x, m, y, k, b);
			for (int j = 0; j < STOCKS; j++) { q[j] = k[j]; z[j] = y[j] + h/2*k[j]; }
			for (int j = 0; j < BASES; j++) integral[j] += b[j];
			derive(c, x, m, z, k, b);
			for (int j = 0; j < STOCKS; j++) { q[j] += 2*k[j]; z[j] = y[j] + h/2*k[j]; }
			for (int j = 0; j < BASES; j++) integral[j] += 2*b[j];
			derive(c, x, m, z, k, b);
			for (int j = 0; j < STOCKS; j++) { q[j] += 2*k[j]; z[j] = y[j] + h*k[j]; }
			for (int j = 0; j < BASES; j++) integral[j] += 2*b[j];
			derive(c, x, m, z, k, b);
			for (int j = 0; j < STOCKS; j++) y[j] += h/6*(q[j] + k[j]);
			for (int j = 0; j < BASES; j++) integral[j] += b[j];
		}
	}
	gather(c, x, m, h/6, gathered, integral, total);
	return total[0];
}

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec + t.tv_nsec*1e-9;
}

// Arguments: file of members, months, steps a month, times to repeat. The file
// holds the levers of every month, then the parameters of every member, as
// doubles; members that do not fill a batch are left out. Prints, for both forms,
// the sum over members and the seconds.
int main(int count, char **arguments) {
	int months = atoi(arguments[2]), steps = atoi(arguments[3]), times = atoi(arguments[4]);
	FILE *file = fopen(arguments[1], "rb");
	if (!file) return 1;
	Levers *levers = malloc(months * sizeof *levers);
	if (fread(levers, sizeof *levers, months, file) != months) return 1;
	int batches = 0, room = 4096;
	Parameters *p = aligned_alloc(64, room * sizeof *p);
	double one[PARAMETERS];
	for (int i = 0; fread(one, sizeof one, 1, file) == 1 && i/W < room; i++) {
		for (int j = 0; j < PARAMETERS; j++) LANE(((D*)(p + i/W))[j], i%W) = one[j];
		batches = (i + 1)/W;
	}
	for (int form = 0; form < 2; form++) {
		double sum = 0, started = now();
		for (int t = 0; t < times; t++) {
			D all = ALL(0);
			for (int i = 0; i < batches; i++) all += form ? arranged(p + i, levers, months, steps) : written(p + i, levers, months, steps);
			sum = 0;
			for (int i = 0; i < W; i++) sum += LANE(all, i);
		}
		printf("%.17g %.9f\n", sum, now() - started);
	}
	return 0;
}
`)
}

func fieldNames(fields []*Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}
