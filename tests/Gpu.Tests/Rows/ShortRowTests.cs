// Several short rows for one group of lanes: every number of lanes that a row can have, and rows left over for the last
// group. A row has neighbours in its group, and none of them changes it.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Tests.Definitions;
using Kernels.Proof;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public class ShortRowTests
{
    /// <summary>
    /// Rows of one column fill a group and begin the next; then more rows than groups
    /// take at once on a device of two multiprocessors.
    /// </summary>
    static readonly (int Rows, int Columns)[] Shapes =
        [.. from columns in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33]
            from rows in (int[])[1, 65]
            select (rows, columns), (4161, 1), (130, 31)];

    [Theory(SkipTestWithoutData = true), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Bits_are_those_of_the_CPU(On on)
    {
        foreach (var info in (RowInfo[])[LayerNorm.Info, ClassAndRange.Info, HighRows.Info])
        {
            var runner = RowCases.Runner(on, info);
            foreach (var subject in Shapes.Select(shape => new RowCase(info, shape.Rows, shape.Columns)))
                foreach (var kernel in info.Kernels)
                    RowCases.None(subject.Differences(runner, kernel, subject.Run(RowCases.Cpu, kernel),
                        subject.Run(runner, kernel)));
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [PresentData(On.Emulator, 5)]
    [PresentData(On.Pocl, 1), PresentData(On.Pocl, 5), PresentData(On.Pocl, 16), PresentData(On.Pocl, 31),
        PresentData(On.Pocl, 32), PresentData(On.Pocl, 33)]
    [PresentData(On.Cuda, 1), PresentData(On.Cuda, 5), PresentData(On.Cuda, 16), PresentData(On.Cuda, 31),
        PresentData(On.Cuda, 32), PresentData(On.Cuda, 33)]
    public void Negative_zeros_NaN_and_infinities_stay_in_their_rows(On on, int columns)
    {
        const int Rows = 67;
        var x = new float[Rows * columns];
        Array.Fill(x, -0f);
        x[3 * columns] = float.NaN;
        x[11 * columns - 1] = float.PositiveInfinity;
        x[12 * columns - 1] = float.NegativeInfinity;
        var (sums, largest) = (new float[Rows], new float[Rows]);
        RowSum.Forward(x, sums, columns);
        RowMax.Forward(x, largest, columns);

        var device = Devices.Get(on);
        using var rows = device.Accelerator.Allocate1D(x);
        using var results = device.Accelerator.Allocate1D<float>(2 * Rows);
        RowSum.Forward(device.Stream, rows.View.BaseView, results.View.BaseView.SubView(0, Rows), columns);
        RowMax.Forward(device.Stream, rows.View.BaseView, results.View.BaseView.SubView(Rows, Rows), columns);
        device.Stream.Synchronize();
        BitAssert.Equal([.. sums, .. largest], results.GetAsArray1D(),
            $"sums, then largest values, of {columns} columns on {device.Name}", i => $"[{i}]");
    }
}
