namespace Kernels;

/// <summary>A type whose kernels are generated: what every definition implements.</summary>
public interface IDefinition
{
    /// <summary>Names, formulas, promises and the kernels as delegates.</summary>
    static abstract ActivationInfo Info { get; }
}

/// <summary>A type whose row kernels are generated: what every definition over rows implements.</summary>
public interface IRowDefinition
{
    /// <summary>Names, formulas and the kernels as delegates.</summary>
    static abstract RowInfo Info { get; }
}

/// <summary>
/// An activation of one input, hyperparameters at their defaults; so that a layer can take it as a type argument,
/// as in <c>Dense&lt;Silu&gt;</c>, and the calls bind at compile time.
/// </summary>
public interface IActivation : IDefinition
{
    /// <summary>y = f(x), element by element. <paramref name="y"/> may be <paramref name="x"/>.</summary>
    static abstract void Forward(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>
    /// dx = dy·f'(x), or dx += dy·f'(x). <paramref name="dx"/> may be <paramref name="x"/> or <paramref name="dy"/>.
    /// </summary>
    static abstract void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, bool accumulate = false);

    /// <summary>y = f(x) and dydx = f'(x) in one pass.</summary>
    static abstract void ForwardWithDerivative(ReadOnlySpan<float> x, Span<float> y, Span<float> dydx);

    /// <summary>dy = f'(x)·dx: forward mode.</summary>
    static abstract void Tangent(ReadOnlySpan<float> x, ReadOnlySpan<float> dx, Span<float> dy);

    /// <summary>
    /// The backward of Backward. <paramref name="ddx"/> is the gradient that arrives at its result dx = dy·f'(x); what
    /// goes on to its arguments is <paramref name="dx"/> = dy·f''(x)·ddx, and <paramref name="ddy"/> = f'(x)·ddx.
    /// </summary>
    static abstract void BackwardBackward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> ddx, Span<float> dx, Span<float> ddy);

    /// <summary>f(x) in double precision: the definition itself.</summary>
    static abstract double Forward(double x);

    /// <summary>f'(x) in double precision.</summary>
    static abstract double Derivative(double x);

    /// <summary>f''(x) in double precision; at a kink that of the branch whose slope is taken there.</summary>
    static abstract double SecondDerivative(double x);
}
