// Float coefficients for the quotient of half-erfcx.py: each rounding to float costs 3e-8, but they can be made to cancel. From the exact fit at
// random scales (the quotient does not change with one), steps of an ULP that lower the largest error are kept. A₀ is 2·B₀: ½ at 0, exactly.
// cc -O3 -mfma half-erfcx.c -lm && ./a.out > half-erfcx-float.out (some seconds): what it found last is in the tables, B then A, lowest degree first.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { Points = 240, B = 5, A = 4, Seed = 3, Trials = 300, Idle = 1500 };

static const double Enough = 5.9e-8, RootTwoPi = 2.5066282749176025;
static const double fitted[B + A] = {
    1.0, 0.9533526760726372, 0.4258599072653512, 0.10198117741154503, 0.011488790826201689,
    0.797884526665518, 0.3972872590324808, 0.1023449197912027, 0.011478910789754146 };
static double u[Points], wanted[Points];

static double error(const float* c)
{
    double largest = 0;
    for (int i = 0; i < Points; i++)
    {
        double x = u[i];
        double b = (((c[4]*x + c[3])*x + c[2])*x + c[1])*x + c[0], a = ((c[8]*x + c[7])*x + c[6])*x + c[5];
        double e = fabs((a/RootTwoPi/b - wanted[i])/(wanted[i] + x));
        if (e > largest) largest = e;
    }
    return largest;
}

int main(void)
{
    for (int i = 0; i < Points; i++)
    {
        u[i] = 14.1*pow((1 - cos(M_PI*(i + .5)/Points))/2, 1.5);
        wanted[i] = 1/sqrt(2*M_PI)/(.5*exp(u[i]*u[i]/2)*erfc(u[i]/sqrt(2))) - u[i];
    }
    srand(Seed);
    double best = 1;
    for (int trial = 0; trial < Trials && best > Enough; trial++)
    {
        float c[B + A], before[B + A];
        double scale = .5 + .5*rand()/RAND_MAX;
        for (int i = 0; i < B + A; i++) c[i] = fitted[i]*scale*(i < B ? 1 : 2.5066282746);
        c[B] = 2*c[0];
        double e = error(c);
        for (int step = 0, idle = 0; step < 4*Idle && idle < Idle; step++)
        {
            memcpy(before, c, sizeof c);
            for (int moves = 1 + rand()%3; moves > 0; moves--)
            {
                int i = rand()%(B + A);
                float to = rand()%2 ? INFINITY : -INFINITY;
                for (int ulps = 1 + rand()%2; ulps > 0; ulps--) c[i] = nextafterf(c[i], to);
            }
            c[B] = 2*c[0];
            double now = error(c);
            if (now < e) { e = now; idle = 0; }
            else { idle++; memcpy(c, before, sizeof c); }
        }
        if (e >= best) continue;
        best = e;
        printf("# %.3e\n", e);
        for (int i = 0; i < B + A; i++) printf("%.9g%s", c[i], i == B - 1 || i == B + A - 1 ? "\n" : " ");
    }
}
