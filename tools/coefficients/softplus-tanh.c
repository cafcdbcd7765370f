// Float coefficients for softplus and tanh that lower the largest error of the functions themselves, roundings included: from Sollya's
// (softplus.out, tanh.out) steps of an ULP or more are kept that lower it on a sample. What is printed last is in the tables.
// cc -O3 -march=native softplus-tanh.c -lm && ./a.out > softplus-tanh.out (some minutes).
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { Steps = 40000, Most = 400000 };

static float from(uint32_t bits) { float x; memcpy(&x, &bits, 4); return x; }
static uint32_t bits(float x) { uint32_t b; memcpy(&b, &x, 4); return b; }
static double ulp(double t) { return ldexp(1, ilogb((float)t) - 23); }

// Lowest degree first: log(1+e)/e after its 1, and the even part of log(1+eˣ).
static float sum[5] = { -0x1.fffee8p-2, 0x1.552048p-2, -0x1.f95da6p-3, 0x1.69b99p-3, -0x1.573866p-4 };
static float even[4] = { 0x1.ffff82p-4, -0x1.551ef2p-8, 0x1.64b3fcp-12, -0x1.51b24ap-16 };

static float softplus(float x)
{
    float c = fabsf(x), n = fmaf(c, -1.44269504f, 12582912.f) - 12582912.f;
    float r = fmaf(n, 1.90465429995776804525e-9f, fmaf(n, -0.693147182464599609375f, -c)), square = r*r;
    float p = fmaf(fmaf(0.0013823241f, square, fmaf(0.008368827f, r, 0.04166824f)), square, fmaf(0.1666652f, r, 0.49999994f));
    float t = fmaf(p, square, r), s = from((uint32_t)((int)n + 127) << 23), e = (1 + t)*s;
    float g = fmaf(fmaf(fmaf(fmaf(fmaf(sum[4], e, sum[3]), e, sum[2]), e, sum[1]), e, sum[0]), e, 1.f);
    float far = fmaf(t, g, g)*s, z = x*x;
    float q = fmaf(fmaf(fmaf(even[3], z, even[2]), z, even[1]), z, even[0]);
    float near = fmaf(z, q, fmaf(x, .5f, -1.90465429995776804525e-9f)) + 0.693147182464599609375f;
    return near > far ? near : far;
}

static double softplusTruth(double x) { return log1p(exp(x)); }

static void moveSoftplus(void)
{
    for (int moves = 1 + rand()%3; moves > 0; moves--)
    {
        int i = rand()%7;
        float to = rand()%2 ? INFINITY : -INFINITY;
        float* c = i < 5 ? &sum[i] : &even[3 - rand()%4];
        for (int ulps = 1 << rand()%(i < 5 ? 2 + 2*i : 8); ulps > 0; ulps--) *c = nextafterf(*c, to);
    }
}

// z/(1 - tanh(x)/x) in z = x²: in the table with the opposite sign.
static float cubic[4] = { 0x1.8p1, 0x1.333314p0, -0x1.75b65ap-8, 0x1.e76c2p-13 };

static float smallTanh(float x)
{
    float z = x*x;
    return fmaf(-x, z/fmaf(fmaf(fmaf(cubic[3], z, cubic[2]), z, cubic[1]), z, cubic[0]), x);
}

static void moveTanh(void)
{
    for (int moves = 1 + rand()%3; moves > 0; moves--)
    {
        int i = rand()%4;
        float to = rand()%2 ? INFINITY : -INFINITY;
        for (int ulps = 1 << rand()%(1 + 4*i); ulps > 0; ulps--) cubic[i] = nextafterf(cubic[i], to);
    }
}

static float sample[Most];
static double truth[Most], unit[Most];
static int length;

static void take(uint32_t first, uint32_t end, uint32_t step, float sign)
{
    for (uint32_t b = first; b < end && length < Most; b += step) sample[length++] = sign*from(b);
}

static void search(float (*f)(float), double (*exact)(double), void (*move)(void), float* c, int n, float* more, int m)
{
    for (int i = 0; i < length; i++) { truth[i] = exact(sample[i]); unit[i] = 1/ulp(truth[i]); }
    double best = 1e9;
    float was[8], wasMore[8];
    for (int step = 0, hot = 0; step < Steps; step++)
    {
        memcpy(was, c, n*sizeof *c);
        memcpy(wasMore, more, m*sizeof *c);
        if (step > 0) move();
        // The worst point of the last try first: most moves fail there.
        double largest = fabs(f(sample[hot]) - truth[hot])*unit[hot];
        if (largest < best)
        {
            largest = 0;
            for (int i = 0; i < length && largest < best; i++)
            {
                double error = fabs(f(sample[i]) - truth[i])*unit[i];
                if (error > largest) { largest = error; hot = i; }
            }
        }
        if (largest >= best)
        {
            memcpy(c, was, n*sizeof *c);
            memcpy(more, wasMore, m*sizeof *c);
            continue;
        }
        best = largest;
        printf("# %.4f ULP at %.9g\n", best, sample[hot]);
        for (int i = n; i-- > 0;) printf("%.9g%s", c[i], i == 0 ? "\n" : " ");
        for (int i = m; i-- > 0;) printf("%.9g%s", more[i], i == 0 ? "\n" : " ");
    }
}

int main(void)
{
    // A rounding weighs most just below powers of two.
    for (int k = 1; k < 14; k++)
    {
        uint32_t at = bits((float)-log(expm1(ldexp(1, -k))));
        take(at, at + 6000, 1, -1);
        take(at + 6000, at + 126000, 20, -1);
    }
    take(bits(1), bits(2), 97, -1);
    take(bits(2), bits(20), 631, -1);
    srand(1);
    search(softplus, softplusTruth, moveSoftplus, sum, 5, even, 4);

    length = 0;
    take(bits(.2f), bits(.85f), 271, 1);
    take(bits(.85f), bits(1), 19, 1);
    srand(1);
    search(smallTanh, tanh, moveTanh, cubic, 4, cubic, 0);
}
