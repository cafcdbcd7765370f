using System.Runtime.CompilerServices;
using Kernels.Loops;

namespace Kernels.Training;

/// <summary>
/// What happened to the gradients of a layer's activation: counted while they are computed, in one value that is added
/// to for as many batches as one likes. Counts are whole numbers and sums have one order, so the bits are the same on
/// every instruction set. Nothing is allocated.
/// </summary>
/// <remarks>
/// Sums are made in floats within 2,048 elements and in doubles beyond; where squares overflow or vanish, in doubles.
/// Values that are not finite are counted, and left out of sums and extremes.
/// </remarks>
public struct LayerHealth
{
    /// <summary>The share of the steepest slope below which an element counts as saturated.</summary>
    public const float SaturationBound = 0.01f;

    const int Block = HealthLoop.Segment;

    /// <summary>How many elements were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Elements at which no gradient arrived: dy is 0.</summary>
    public long Silent { get; private set; }

    /// <summary>Elements at which a gradient arrived and none went on: the slope is 0, or dy·f'(x) vanished.</summary>
    public long Stopped { get; private set; }

    /// <summary>
    /// Elements whose slope is below <see cref="SaturationBound"/> of the steepest one of the activation, those that
    /// stopped a gradient among them.
    /// </summary>
    public long Saturated { get; private set; }

    /// <summary>Inputs that are infinite or NaN.</summary>
    public long NonFiniteInputs { get; private set; }

    /// <summary>Gradients dx that are infinite or NaN.</summary>
    public long NonFiniteGradients { get; private set; }

    /// <summary>The largest |x|.</summary>
    public float LargestInput { get; private set; }

    /// <summary>The largest |dx|.</summary>
    public float LargestGradient { get; private set; }

    /// <summary>Σx.</summary>
    public double Sum { get; private set; }

    /// <summary>Σx².</summary>
    public double Squares { get; private set; }

    /// <summary>Σdx².</summary>
    public double GradientSquares { get; private set; }

    /// <summary>Σdy².</summary>
    public double ArrivingSquares { get; private set; }

    /// <summary>The mean of the inputs; NaN before the first.</summary>
    public readonly double Mean => Sum / (Count - NonFiniteInputs);

    /// <summary>The variance of the inputs about their mean; NaN before the first.</summary>
    public readonly double Variance => Math.Max(0, Squares / (Count - NonFiniteInputs) - Mean * Mean);

    /// <summary>The share of elements with an arriving gradient that let none go on; NaN where none arrived.</summary>
    public readonly double StoppedShare => (double)Stopped / (Count - Silent);

    /// <summary>The same of saturated elements.</summary>
    public readonly double SaturatedShare => (double)Saturated / (Count - Silent);

    /// <summary>
    /// The mean square of the slope, as the gradients show it: Σdx²/Σdy². NaN where no gradient arrived.
    /// </summary>
    public readonly double MeanSquareSlope => GradientSquares / ArrivingSquares;

    /// <summary>
    /// dx = dy·f'(x), counted. A block of 2,048 elements is computed and then counted, while the first cache holds it.
    /// </summary>
    /// <param name="x">The inputs of the layer's activation.</param>
    /// <param name="dy">The gradient that arrives.</param>
    /// <param name="dx">The gradient that goes on. It may be <paramref name="x"/> or <paramref name="dy"/>.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or <paramref name="dx"/> overlaps another span. Nothing has been written then.
    /// </exception>
    public void Backward<TActivation>(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
        where TActivation : IActivation
        => Backward<TActivation>(x, dy, dx, Math.Max(1, x.Length), default);

    /// <summary>The same of rows, with a count for each unit.</summary>
    /// <param name="x">Rows of one value a unit.</param>
    /// <param name="dy">Rows of the gradient that arrives.</param>
    /// <param name="dx">Rows of the gradient that goes on.</param>
    /// <param name="columns">How many units there are.</param>
    /// <param name="passed">
    /// For each unit, the rows in which a gradient went on: added to. A unit that still has 0 after many rows is dead.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, are no multiple of <paramref name="columns"/>, or <paramref name="dx"/> overlaps another span.
    /// Nothing has been written then.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1.</exception>
    [SkipLocalsInit]
    public void Backward<TActivation>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns, Span<int> passed)
        where TActivation : IActivation
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Check(x, dy, dx, columns, passed);
        var bound = SaturationBound * SteepestSlope<TActivation>.Value;
        // In place, what is counted would be overwritten.
        Span<float> room = stackalloc float[Block];
        var isInPlace = dx.Overlaps(x) || dx.Overlaps(dy);
        for (var at = 0; at < x.Length; at += Block)
        {
            var count = Math.Min(Block, x.Length - at);
            var input = x.Slice(at, count);
            var arriving = dy.Slice(at, count);
            var gradients = isInPlace ? room[..count] : dx.Slice(at, count);
            TActivation.Backward(input, arriving, gradients);
            Add(input, arriving, gradients, bound);
            if (!passed.IsEmpty) AddUnits(gradients, at % columns, passed);
            if (isInPlace) gradients.CopyTo(dx[at..]);
        }
    }

    /// <summary>Counts gradients that Backward of <typeparamref name="TActivation"/> has computed before.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add<TActivation>(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx)
        where TActivation : IActivation
    {
        Spans.SameLength(dy, x.Length, nameof(dy));
        Spans.SameLength(dx, x.Length, nameof(dx));
        var bound = SaturationBound * SteepestSlope<TActivation>.Value;
        for (var at = 0; at < x.Length; at += Block)
        {
            var count = Math.Min(Block, x.Length - at);
            Add(x.Slice(at, count), dy.Slice(at, count), dx.Slice(at, count), bound);
        }
    }

    void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx, float bound)
    {
        var segment = HealthLoop.Of(Isas.Best, x, dy, dx, bound);
        Count += x.Length;
        Silent += segment.Silent;
        Stopped += segment.Stopped;
        Saturated += segment.Saturated;
        NonFiniteInputs += segment.NonFinite;
        NonFiniteGradients += segment.NonFiniteGradients;
        LargestInput = Math.Max(LargestInput, segment.Largest);
        LargestGradient = Math.Max(LargestGradient, segment.LargestGradient);
        Sum += segment.Sum;
        Squares += segment.Squares;
        GradientSquares += segment.GradientSquares;
        ArrivingSquares += segment.ArrivingSquares;
    }

    static void AddUnits(ReadOnlySpan<float> gradients, int unit, Span<int> passed)
    {
        while (!gradients.IsEmpty)
        {
            var count = Math.Min(gradients.Length, passed.Length - unit);
            HealthLoop.CountPassed(gradients[..count], passed.Slice(unit, count));
            gradients = gradients[count..];
            unit = 0;
        }
    }

    static void Check(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns, Span<int> passed)
    {
        Spans.SameLength(dy, x.Length, nameof(dy));
        Spans.Destination(dx, x.Length, nameof(dx));
        Spans.SameStartOrApart(dx, x, nameof(dx));
        Spans.SameStartOrApart(dx, dy, nameof(dx));
        if (passed.IsEmpty) return;
        if (x.Length % columns != 0)
            throw new ArgumentException($"'x' has {x.Length} elements, no multiple of {columns} columns.", nameof(x));
        if (passed.Length != columns)
            throw new ArgumentException($"'passed' has {passed.Length} counts, not {columns}.", nameof(passed));
    }
}
