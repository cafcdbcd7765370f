// The identities that keep the mathematics and save the numerics, as people write them. Left: what formulas and
// derivatives contain; right: the form that keeps its digits on the whole line. Tried in order, operands first.
// u, v, a, b stand for any expression, c for a constant; "-u" on the left matches anything (u is its negation).
namespace Kernels.Stabilise;

internal static class Identities
{
    /// <summary>
    /// Of sums with roots. They come last: of the form as written the derivative is fractions that
    /// meet over one denominator, of these it is not.
    /// </summary>
    public static readonly Identity[] Conjugates =
    [
        // A root and what it nearly is: times their sum the difference is a.
        new("u+sqrt(a+u*u)", "select(lt(u,0),a/(sqrt(a+u*u)+abs(u)),u+sqrt(a+u*u))"),
        new("sqrt(a+u*u)-u", "select(gt(u,0),a/(sqrt(a+u*u)+abs(u)),sqrt(a+u*u)-u)"),
        new("u-sqrt(a+u*u)", "select(gt(u,0),-(a/(sqrt(a+u*u)+abs(u))),u-sqrt(a+u*u))"),
        new("1+u/sqrt(a+u*u)", "select(lt(u,0),a/(sqrt(a+u*u)*(sqrt(a+u*u)+abs(u))),1+u/sqrt(a+u*u))"),
        new("1-u/sqrt(a+u*u)", "select(gt(u,0),a/(sqrt(a+u*u)*(sqrt(a+u*u)+abs(u))),1-u/sqrt(a+u*u))"),
        new("-1+sqrt(1+u)", "u/(1+sqrt(1+u))"),
        new("1-sqrt(1+u)", "-(u/(1+sqrt(1+u)))"),

        // Likewise: as written these have slopes that are known.
        new("1+softsign(u)", "select(lt(u,0),1/(1+abs(u)),1+softsign(u))"),
        new("1-softsign(u)", "select(gt(u,0),1/(1+abs(u)),1-softsign(u))"),
        new("0.69314718055994530942+lognormalcdf(u)",
            "select(gt(u,-0.7),log1p(erf(0.70710678118654752440*u)),0.69314718055994530942+lognormalcdf(u))"),

        // Of what is next to 1 the logarithm is that of the difference from 1; in the other branch it is as written.
        new("log(-expm1(-exp(u)))",
            "select(lt(u,-40),u,select(lt(exp(u),0.69314718055994530942),log(-expm1(-exp(u))),log1p(-exp(-exp(u)))))"),
        new("log(softplus(u))", "select(lt(u,-40),u,log(softplus(u)))"),
        new("log(-expm1(u))", "select(lt(-u,0.69314718055994530942),log(-expm1(u)),log1p(-exp(u)))"),
        new("log(tanh(u))", "select(gt(u,0.5),log1p(-2*sigmoid(-2*u)),log(tanh(u)))"),
        new("log(sinh(u))", "select(gt(u,1),u+(-0.69314718055994530942+log1p(-exp(-2*u))),log(sinh(u)))"),
        new("log(c*sinh(u))", "select(gt(u,1),u+(log(0.5*c)+log1p(-exp(-2*u))),log(c*sinh(u)))"),

        // Likewise of what vanishes faster than both its terms.
        new("log(normalpdf(u)+u*normalcdf(u))",
            "select(lt(u,-1),(-0.91893853320467274178-0.5*(u*u))+(log(-inversemillsslope(u))-2*log(inversemills(u))),"
                + "log(normalpdf(u)+u*normalcdf(u)))"),

        // Likewise a power beside 1.
        new("-1+pow(u,a)", "select(lt(abs(a*log(u)),0.5),expm1(a*log(u)),-1+pow(u,a))"),
        new("1-pow(u,a)", "select(lt(abs(a*log(u)),0.5),-expm1(a*log(u)),1-pow(u,a))"),
        new("-0.69314718055994530942+(softplus(2*u)-u)",
            "select(lt(abs(u),1),log1p(2*(sinh(0.5*u)*sinh(0.5*u))),-0.69314718055994530942+(softplus(2*u)-u))"),
    ];

    /// <summary>
    /// Of formulas as they are written, not of their derivatives: kernels may be made from the left side all the same,
    /// where the table puts it behind a condition.
    /// </summary>
    public static readonly Identity[] Written =
    [
        new("log1p(-exp(u))", "log(-expm1(u))"),
        new("log1p(erf(u))", "0.69314718055994530942+lognormalcdf(1.4142135623730950488*u)"),
        new("log1p(-erf(u))", "0.69314718055994530942+lognormalcdf(-1.4142135623730950488*u)"),
        new("log1p(-2*sigmoid(u))", "log(tanh(-0.5*u))"),
        new("log1p(-tanh(u))", "0.69314718055994530942-softplus(2*u)"),
        new("log1p(tanh(u))", "0.69314718055994530942-softplus(-2*u)"),
        new("(a*exp(u))/expm1(u)", "-(a/expm1(-u))"),
        new("(a*exp(u))/(-expm1(u))", "a/expm1(-u)"),

        new("log(a*normalpdf(b/a)+b*normalcdf(b/a))", "log(a)+log(normalpdf(b/a)+(b/a)*normalcdf(b/a))"),

        // The slope of this logarithm is known: as written it is two fractions, which cancel on one side.
        new("log(u+sqrt(a+u*u))", "logrootsum(u,a)"),
        new("log(sqrt(a+u*u)-u)", "logrootsum(-u,a)"),
    ];

    public static readonly Identity[] Structural =
    [
        // e^u overflows at 88 and takes the quotient with it; the logistic function does not.
        new("exp(u)/(1+exp(u))", "sigmoid(u)"),
        new("(a*exp(u))/(1+exp(u))", "a*sigmoid(u)"),
        new("expm1(u)/(1+exp(u))", "tanh(0.5*u)"),
        new("(-expm1(-u))/(1+exp(-u))", "tanh(0.5*u)"),
        new("a/(1+exp(-u))", "a*sigmoid(u)"),
        new("(exp(u)-exp(-u))/(exp(u)+exp(-u))", "tanh(u)"),
        new("a/exp(u)", "a*exp(-u)"),

        // Sums of exponentials: the hyperbolic functions keep what cancels near 0.
        new("exp(u)+exp(-u)", "2*cosh(u)"),
        new("exp(u)-exp(-u)", "2*sinh(u)"),
        new("sqrt(1+sinh(u)*sinh(u))", "cosh(u)"),
        new("sinh(u)/cosh(u)", "tanh(u)"),
        new("(a/sinh(u))*cosh(u)", "a/tanh(u)"),
        new("cosh(u)/sinh(u)", "1/tanh(u)"),
        new("(exp(u)*(2+exp(u)))/(2+exp(u)*(2+exp(u)))", "tanhsoftplus(u)"),

        // Differences from one lose the small operand.
        new("1-sigmoid(u)", "sigmoid(-u)"),
        new("-1+2*sigmoid(u)", "tanh(0.5*u)"),
        new("-1+exp(u)", "expm1(u)"),
        new("1-exp(u)", "-expm1(u)"),
        new("log(1+exp(u))", "softplus(u)"),
        new("log1p(exp(u))", "softplus(u)"),
        new("log(1+u)", "log1p(u)"),
        new("log(1-u)", "log1p(-u)"),
        new("-1+exp2(u)", "expm1(0.69314718055994530942*u)"),
        new("1-exp2(u)", "-expm1(0.69314718055994530942*u)"),
        new("logsigmoid(u)", "-softplus(-u)"),
        new("log(sigmoid(u))", "-softplus(-u)"),
        new("1-2*sigmoid(u)", "-tanh(0.5*u)"),
        new("-1+2*normalcdf(u)", "erf(0.70710678118654752440*u)"),
        new("1-2*normalcdf(u)", "-erf(0.70710678118654752440*u)"),
        new("1+tanh(u)", "2*sigmoid(2*u)"),
        new("1-tanh(u)", "2*sigmoid(-2*u)"),
        new("1+erf(u)", "erfc(-u)"),
        new("1-erf(u)", "erfc(u)"),
        new("1-normalcdf(u)", "normalcdf(-u)"),

        // Of a blend of a probability and its complement what is missing is the other blend:
        // focal losses are powers of it.
        new("1-(a*sigmoid(u)+(1-a)*sigmoid(-u))", "(1-a)*sigmoid(u)+a*sigmoid(-u)"),

        // The same, multiplied out.
        new("a-a*sigmoid(u)", "a*sigmoid(-u)"),
        new("a-a*normalcdf(u)", "a*normalcdf(-u)"),
        new("a-a*erf(u)", "a*erfc(u)"),
        new("a-a*tanh(u)", "a*(2*sigmoid(-2*u))"),
        new("c*a-c*(a*erf(u))", "c*(a*erfc(u))"),
        new("c*a-c*(a*tanh(u))", "c*(a*(2*sigmoid(-2*u)))"),
        new("a+a*erf(u)", "a*erfc(-u)"),
        new("a+a*tanh(u)", "a*(2*sigmoid(2*u))"),
        new("c*a+c*(a*erf(u))", "c*(a*erfc(-u))"),
        new("c*a+c*(a*tanh(u))", "c*(a*(2*sigmoid(2*u)))"),

        // Logarithms of what overflows long before they do.
        new("log(cosh(u))", "-0.69314718055994530942+(softplus(2*u)-u)"),
        new("log(c*cosh(u))", "log(0.5*c)+(softplus(2*u)-u)"),
        new("log(expm1(u))", "u+log(-expm1(-u))"),
        new("log(exp(u)-exp(v))", "u+log(-expm1(v-u))"),
        new("log1p(-sigmoid(u))", "-softplus(u)"),
        new("log(logisticpdf(u))", "-(softplus(u)+softplus(-u))"),

        // Of a tail that vanishes, or is next to 1.
        new("log(normalcdf(u))", "lognormalcdf(u)"),
        new("log(erfc(u))", "0.69314718055994530942+lognormalcdf(-1.4142135623730950488*u)"),
        new("log(c*erfc(u))", "log(2*c)+lognormalcdf(-1.4142135623730950488*u)"),
        new("log1p(-normalcdf(u))", "lognormalcdf(-u)"),
        new("log1p(-0.5*erfc(u))", "lognormalcdf(1.4142135623730950488*u)"),
        new("u-softplus(u)", "-softplus(-u)"),
        new("softplus(u)-u", "softplus(-u)"),
        new("u+softplus(-u)", "softplus(u)"),
        new("log(exp(u)+exp(v))", "select(gt(u,v),u+softplus(v-u),v+softplus(u-v))"),

        // Of these both sides of the quotient vanish to the left.
        new("exp(-0.5*(u*u))/normalcdf(u)", "2.5066282746310005024*inversemills(u)"),
        new("(a*exp(-0.5*(u*u)))/normalcdf(u)", "(2.5066282746310005024*a)*inversemills(u)"),
        new("normalpdf(u)/normalcdf(u)", "inversemills(u)"),
        new("(a*normalpdf(u))/normalcdf(u)", "a*inversemills(u)"),

        // The mean of what a normal variable is above 0 by is φ + uΦ, Φ·(u + λ) with λ the inverse Mills ratio; and u +
        // λ is -λ'/λ.
        new("normalcdf(u)/(normalpdf(u)+u*normalcdf(u))",
            "select(lt(u,-1),-(inversemills(u)/inversemillsslope(u)),normalcdf(u)/(normalpdf(u)+u*normalcdf(u)))"),
        new("(a*normalcdf(u))/(normalpdf(u)+u*normalcdf(u))", "a*(normalcdf(u)/(normalpdf(u)+u*normalcdf(u)))"),
        new("normalpdf(u)/(normalpdf(u)+u*normalcdf(u))",
            "select(lt(u,-1),-(inversemills(u)*inversemills(u)/inversemillsslope(u)),"
                + "normalpdf(u)/(normalpdf(u)+u*normalcdf(u)))"),
        new("(a*normalpdf(u))/(normalpdf(u)+u*normalcdf(u))", "a*(normalpdf(u)/(normalpdf(u)+u*normalcdf(u)))"),

        // A logistic function by way of its logarithm, and its powers.
        new("exp(-softplus(u))", "sigmoid(-u)"),
        new("pow(1+exp(u),a)", "exp(a*softplus(u))"),

        // The smooth function that is written in two halves has no kink where they meet.
        new("max(0,u)+softplus(-abs(u))", "softplus(u)"),
        new("min(0,u)-softplus(-abs(u))", "-softplus(-u)"),
        new("abs(u)+softplus(-2*abs(u))", "softplus(2*u)-u"),

        // What stands before both belongs before their sum, for the root and what it nearly is to meet.
        new("c*u+c*sqrt(v)", "c*(u+sqrt(v))"),
        new("c*sqrt(v)-c*u", "c*(sqrt(v)-u)"),
        new("c*u-c*sqrt(v)", "c*(u-sqrt(v))"),

        // Of a square the root is the size; the square overflows.
        new("sqrt(u*u)", "abs(u)"),

        // Slopes: the product of a value and its complement.
        new("1-tanh(u)*tanh(u)", "4*logisticpdf(2*u)"),
        new("sigmoid(u)*sigmoid(-u)", "logisticpdf(u)"),
        new("exp(u)*sigmoid(-u)", "sigmoid(u)"),
        new("exp(-u)*sigmoid(u)", "sigmoid(-u)"),

        // Compositions that have a closed form in e^u.
        new("tanh(softplus(u))", "tanhsoftplus(u)"),
        new("tanh(log1p(exp(u)))", "tanhsoftplus(u)"),

        // A value and a multiple of its slope, as in the derivative of u·σ(u): one denominator,
        // and the terms cancel unrounded.
        new("sigmoid(u)+a*logisticpdf(u)", "sigmoidplus(u,a)"),
        new("sigmoid(u)+b*(a*logisticpdf(u))", "sigmoidplus(u,b*a)"),
        new("normalcdf(u)+a*normalpdf(u)", "normalcdfplus(u,a)"),
        new("normalcdf(u)+b*(a*normalpdf(u))", "normalcdfplus(u,b*a)"),
        new("tanhsoftplus(u)+a*tanhsoftplusslope(u)", "tanhsoftplusplus(u,a)"),
        new("tanhsoftplus(u)+b*(a*tanhsoftplusslope(u))", "tanhsoftplusplus(u,b*a)"),

        // The quotient rule leaves 1/d - |u|/d², which cancels; the slope of this quotient is known to be 1/d².
        new("u/(1+abs(u))", "softsign(u)"),

        // An inverse pair; exp(log(u)) is none, for it has no value below zero.
        new("log(exp(u))", "u"),
    ];

    public static readonly Identity[] First = [.. Written, .. Structural];

    public static readonly Identity[] All = [.. Structural, .. Conjugates];
}

/// <summary>One row of the table, parsed once.</summary>
internal sealed record Identity(string Left, string Right)
{
    public Pattern Pattern { get; } = Pattern.Parse(Left);
    public Pattern Replacement { get; } = Pattern.Parse(Right);
}
