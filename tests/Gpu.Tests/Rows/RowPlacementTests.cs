// Rows with gaps between them, and rows in place: the same bits, and nothing written in between.
using Kernels.Proof;

namespace Kernels.Gpu.Tests.Rows;

public class RowPlacementTests
{
    const int Rows = 67, Gap = 3;
    const float Untouched = 123.25f;

    public static TheoryData<On, string> All => RowCases.Definitions(On.Pocl, On.Cuda);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Gaps_between_rows_stay_untouched(On on, string definition)
    {
        foreach (var columns in (int[])[5, 70])
            Check(on, definition, columns, columns + Gap, inPlace: false);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Rows_in_place_give_the_bits_of_the_CPU(On on, string definition)
    {
        foreach (var columns in (int[])[5, 70, 4100])
            Check(on, definition, columns, columns, inPlace: true);
    }

    /// <param name="inPlace">Whether the first destination of rows takes the place of the first source of rows.</param>
    static void Check(On on, string definition, int columns, int stride, bool inPlace)
    {
        var info = RowCases.Definition(definition);
        var device = RowCases.Runner(on, info);
        float[] parameters = [.. info.Parameters.Select(parameter => parameter.Default)];
        foreach (var kernel in info.Kernels)
        {
            float[][] Run(Verification.KernelRunner runner)
            {
                var (sources, destinations) = new RowCase(info, Rows, columns).Arguments(kernel);
                float[][] inputs =
                    [.. sources.Select((source, i) => Spread(source.Span, kernel.Sources[i].Shape, columns, stride))];
                float[][] outputs = [.. destinations.Select(
                    (destination, i) => Spread(destination.Span, kernel.Destinations[i].Shape, columns, stride))];
                var (from, to) = (Array.FindIndex([.. kernel.Sources], span => span.Shape == RowShape.Element),
                    Array.FindIndex([.. kernel.Destinations], span => span.Shape == RowShape.Element));
                if (inPlace && to >= 0) outputs[to] = inputs[from];
                runner.Run(info, kernel, [.. inputs.Select(input => input.AsMemory())],
                    [.. outputs.Select(output => output.AsMemory())], columns, stride, parameters);
                return outputs;
            }

            var (expected, actual) = (Run(RowCases.Cpu), Run(device));
            for (var d = 0; d < expected.Length; d++)
                BitAssert.Equal(expected[d], actual[d],
                    $"{definition}.{kernel.Name} {kernel.Destinations[d].Name} on {device.Name}, {Rows} x {columns} "
                        + $"every {stride}{(inPlace ? ", in place" : "")}", i => $"[{i}]");
        }
    }

    static float[] Spread(ReadOnlySpan<float> values, RowShape shape, int columns, int stride)
    {
        if (shape != RowShape.Element || stride == columns) return values.ToArray();
        var spread = new float[(Rows - 1) * stride + columns];
        Array.Fill(spread, Untouched);
        for (var row = 0; row < Rows; row++) values.Slice(row * columns, columns).CopyTo(spread.AsSpan(row * stride));
        return spread;
    }
}
