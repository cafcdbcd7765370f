// The identities of rows: exponentials are taken of what has been shifted by the largest, which changes nothing in
// exact arithmetic and keeps them from overflowing. Names as in Identities.
namespace Kernels.Stabilise;

internal static class RowIdentities
{
    public static readonly Identity[] All =
    [
        new("exp(u)/sum(exp(u))", "softmax(u)"),
        new("(a*exp(u))/sum(exp(u))", "a*softmax(u)"),
        new("log(sum(exp(u)))", "logsumexp(u)"),
        new("exp(u-logsumexp(u))", "softmax(u)"),
        new("log(softmax(u))", "u-logsumexp(u)"),

        // One logit more, which is 0.
        new("exp(u)/(1+sum(exp(u)))",
            "exp(u-detach(max(0,rowmax(u))))/(exp(-detach(max(0,rowmax(u))))+sum(exp(u-detach(max(0,rowmax(u))))))"),

        // A shift that somebody has made already.
        new("exp(u-detach(rowmax(u)))", "decay(u,detach(rowmax(u)))"),
        new("softmax(u-rowmax(v))", "softmax(u)"),
        new("softmax(u-logsumexp(v))", "softmax(u)"),
        new("logsumexp(u-rowmax(v))", "logsumexp(u)-rowmax(v)"),
        new("a+(u-a)", "u"),

        // What a sum was shifted by is about as large as what the sum is compared with, and its logarithm is small.
        new("a-(detach(u)+b)", "(a-detach(u))-b"),
        new("(detach(u)+b)-a", "b-(a-detach(u))"),

        // The slope of a logarithm of a quotient, as in p·log(p/q): where the weight is 0 it is 0/0.
        new("u/(u/v)", "v"),
        new("(a*u)/(u/v)", "a*v"),
        new("(a*v)/v", "a"),
        new("(u-a)-(v-a)", "u-v"),
    ];
}
