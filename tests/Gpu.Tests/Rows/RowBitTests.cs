// The promise for rows: what a GPU kernel writes is what the CPU kernel writes, bit for bit, at every shape: below and
// above a group, a segment of columns, a block of rows.
using Kernels.Proof;

namespace Kernels.Gpu.Tests.Rows;

public class RowBitTests
{
    static readonly int[] Columns = [1, 3, 8, 17, 32, 33, 63, 64, 65, 1000, 4096, 4097, 5000],
        RowCounts = [1, 2, 65, 130];

    public static TheoryData<On, string> All => RowCases.Definitions(Enum.GetValues<On>());

    public static TheoryData<On, string> Catalogue => RowCases.Catalogue(On.Pocl, On.Cuda);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Bits_are_those_of_the_CPU(On on, string definition)
    {
        var info = RowCases.Definition(definition);
        var runner = RowCases.Runner(on, info);
        foreach (var subject in Shapes(on).Select(shape => new RowCase(info, shape.Rows, shape.Columns)))
            foreach (var kernel in info.Kernels)
                RowCases.None(subject.Differences(runner, kernel, subject.Run(RowCases.Cpu, kernel),
                    subject.Run(runner, kernel)));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Catalogue))]
    public void Bits_match_the_pinned_bits(On on, string definition)
    {
        var info = RowCases.Definition(definition);
        RowCases.None(PinnedRowBits.Compare(info, RowCases.Runner(on, info)));
    }

    /// <summary>Long rows are few: many are of few columns.</summary>
    static IEnumerable<(int Rows, int Columns)> Shapes(On on) => on == On.Emulator ? [(9, 5), (2, 70)]
        : from columns in Columns
          from rows in RowCounts
          where columns < 100 || rows < 3 || columns == 1000
          select (rows, columns);
}
