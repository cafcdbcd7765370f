// Tangent and BackwardBackward against arbitrary precision. The change of a value along a direction is the sum of its
// gradients times the direction. What BackwardBackward gives is the change of each gradient along the directions: a
// difference of two gradients, of so short a step that all digits of a double are right.
using System.Collections.Concurrent;
using System.Globalization;
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class RowDirections(RowSample sample, KernelRunner runner)
{
    /// <summary>Bits of the arithmetic, and the steps, which must agree: no kink lies within them.</summary>
    const int Precision = 512, Step = -150, ShorterStep = -170, Agreeing = 60;

    /// <summary>What double lanes may lose, as a part of the largest number of a destination; and in ULP.</summary>
    const double Tolerance = 1e-8, Ulps = 2;

    /// <summary>What they may leave where terms about 1 cancel.</summary>
    const double Cancelled = 1e-13;

    /// <param name="Values">What the destination should hold.</param>
    /// <param name="Terms">The sizes of the terms of each number: of a sum over the rows one for each row.</param>
    sealed record Expected(double[] Values, double[] Terms);

    static readonly ConcurrentDictionary<(string Ir, string Sample), Expected[]?> Known = [];

    /// <summary>The inputs that have a direction.</summary>
    readonly int[] moving = [.. sample.Info.Kernels.Where(kernel => kernel.Name == "Backward")
        .SelectMany(backward => Enumerable.Range(0, sample.Inputs.Length)
            .Where(i => backward.Destinations.Any(span => span.Name == "d" + sample.Info.Inputs[i].Name)))];

    /// <returns>How many numbers were judged, and what is wrong.</returns>
    public (int Judged, IReadOnlyList<string> Failures) Check()
    {
        var (judged, failures) = (0, new List<string>());
        // What is stopped is no part of a gradient, and moves all the same where it is computed.
        if (sample.Has(Op.Detach)) return (judged, failures);
        foreach (var kernel in sample.Info.Kernels.Where(
            kernel => kernel.Name is "Tangent" or "BackwardBackward" && runner.Offers(sample.Info, kernel)))
        {
            var directions = sample.Sources(runner, kernel)[^moving.Length..];
            if (Known.GetOrAdd((sample.Info.Ir, sample.Name), _ => Truth(directions)) is not { } truth) continue;
            var results = sample.Run(runner, kernel);
            for (var i = 0; i < results.Length; i++)
            {
                // The gradients in the order of their inputs, then the change of the value.
                var expected = i == results.Length - 1 ? truth[^1] : truth[moving[i]];
                judged += expected.Values.Length;
                failures.AddRange(Wrong(kernel, i, expected, results[i]));
            }
        }
        return (judged, failures);
    }

    /// <summary>The terms of a sum over the rows are floats, and so is the sum.</summary>
    IEnumerable<string> Wrong(RowKernelInfo kernel, int output, Expected expected, float[] actual)
    {
        var largest = expected.Values.Max(Math.Abs);
        return from k in Enumerable.Range(0, actual.Length)
               let value = expected.Values[k]
               where double.IsFinite((float)value)
               let allowed = Ulps * Ulp.Unit(expected.Terms[k]) + Tolerance * largest + Cancelled
               where !(Math.Abs(actual[k] - value) <= allowed)
               select string.Create(CultureInfo.InvariantCulture,
                   $"{RowCheck.Subject(sample, runner)}, {kernel.Name} {kernel.Destinations[output].Name}[{k}] is "
                       + $"{actual[k]:G9}, not {value:G9} ± {allowed:G2}");
    }

    /// <summary>
    /// The change of the gradient by each input, then of the value; null where a formula has no such number.
    /// </summary>
    Expected[]? Truth(float[][] directions)
    {
        float[][] along = [.. sample.Inputs.Select((input, i)
            => Array.IndexOf(moving, i) is >= 0 and var at ? directions[at] : new float[input.Length])];
        var rows = Enumerable.Range(0, sample.Rows).Select(row => Change(row, along)).ToArray();
        if (rows.Any(row => row is null)) return null;
        return [.. Enumerable.Range(0, along.Length + 1).Select(Joined)];

        Expected Joined(int output)
        {
            if (output < along.Length && sample.Info.Inputs[output].Shape == RowShape.PerColumn)
                return new(Total(rows, output, x => x), Total(rows, output, Math.Abs));
            double[] numbers = [.. rows.SelectMany(row => row![output])];
            return new(numbers, numbers);
        }
    }

    static double[] Total(double[][]?[] rows, int output, Func<double, double> of)
        => rows.Select(row => row![output].Select(of).ToArray()).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);

    double[][]? Change(int row, float[][] along)
    {
        try
        {
            var (change, shorter) = (Difference(row, along, Step), Difference(row, along, ShorterStep));
            var agree = change.Zip(shorter, (a, b) => a.Zip(b, Agree).All(same => same)).All(same => same);
            return agree ? [.. shorter.Select(numbers => numbers.Select(number => number.ToDouble()).ToArray())] : null;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    static bool Agree(BigFloat a, BigFloat b)
        => (a - b) is var difference && (difference.IsZero || difference.Top < -Agreeing
            || !b.IsZero && b.Top - difference.Top > Agreeing);

    /// <summary>Of the gradients, then of the values.</summary>
    BigFloat[][] Difference(int row, float[][] along, int step)
    {
        var (after, before) = (At(row, along, step, 1), At(row, along, step, -1));
        return [.. after.Zip(before, (a, b) => a.Zip(b, (x, y) => (x - y).Scale(-step - 1)).ToArray())];
    }

    BigFloat[][] At(int row, float[][] along, int step, int sign)
    {
        BigFloat[] Moved(int input) => [.. sample.Row(input, row).ToArray()
            .Zip(sample.Of(along[input], input, row).ToArray(), (value, direction)
                => BigFloat.From(value, 0) + BigFloat.From(sign * (double)direction, 0).Scale(step))];
        var point = sample.Point(row, [.. along.Select((_, input) => Moved(input))]);
        var numbers = BigRow.Run(sample.Body, point, [], Precision, withGradients: true, out var isTied);
        return isTied ? throw new ArithmeticException("Pieces of the formula meet.")
            : [.. numbers.Gradients!, numbers.Values];
    }
}
