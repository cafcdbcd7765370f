// One result, whatever the instruction set, the number of columns, the alignment; and nothing is allocated for it.
using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Rows;

public class RowBitTests
{
    /// <summary>Within a vector and a group of rows, about a segment, and several of which the last is short.</summary>
    static readonly int[] Columns = [.. Enumerable.Range(1, 70), 128, 192, 1000, 1024, 4095, 4096, 4097, 5000, 12_300];

    public static TheoryData<string> All => RowSubjects.All();

    public static TheoryData<string> Sample => [.. Extent.Of(RowSubjects.Definitions.Keys, nameof(RowBitTests), 4)];

    public static TheoryData<string, string> OnEachRunner => RowSubjects.OnEachRunner(nameof(OnEachRunner), every: 4);

    [Theory, MemberData(nameof(Sample))]
    public void Instruction_sets_give_the_same_bits(string definition)
    {
        Assert.SkipWhen(RowSubjects.Runners.Count == 1,
            "This machine, or its settings, offers one instruction set only.");
        foreach (var subject in Columns.Select(
            columns => new RowCase(RowSubjects.Definitions[definition], Rows(columns), columns)))
            foreach (var kernel in subject.Definition.Kernels)
            {
                var expected = subject.Run(RowSubjects.Scalar, kernel);
                foreach (var runner in RowSubjects.Runners.Values.Where(runner => runner != RowSubjects.Scalar))
                    Subjects.None(subject.Differences(runner, kernel, expected, subject.Run(runner, kernel)));
            }
    }

    [Theory, MemberData(nameof(OnEachRunner))]
    public void The_start_of_a_row_does_not_change_its_bits(string definition, string runner)
    {
        foreach (var columns in (int[])[1, 7, 16, 33, 70])
            foreach (var kernel in RowSubjects.Definitions[definition].Kernels)
            {
                var subject = new RowCase(RowSubjects.Definitions[definition], 5, columns);
                var expected = subject.Run(RowSubjects.Runners[runner], kernel);
                for (var offset = 1; offset < 16; offset += 2)
                    Subjects.None(subject.Differences(RowSubjects.Runners[runner], kernel, expected,
                        subject.Run(RowSubjects.Runners[runner], kernel, offset)));
            }
    }

    /// <summary>
    /// Some random numbers, and the rest NaN, infinities and all exponents:
    /// rows that are numbers and rows that are not.
    /// </summary>
    [Theory, MemberData(nameof(OnEachRunner))]
    public void Bits_match_the_pinned_bits(string definition, string runner)
        => Subjects.None(PinnedRowBits.Compare(RowSubjects.Definitions[definition], RowSubjects.Runners[runner]));

    static RowBitTests()
    {
        if (PinnedBits.IsUpdating) PinnedRowBits.Write(RowSubjects.Definitions.Values, RowSubjects.Scalar);
    }

    [Theory, MemberData(nameof(All))]
    public void Nothing_is_allocated_for_rows_that_the_stack_holds(string definition)
    {
        var subject = new RowCase(RowSubjects.Definitions[definition], 3, 4096);
        foreach (var kernel in subject.Definition.Kernels)
        {
            var (sources, destinations) = subject.Arguments(kernel);
            float[] parameters = [.. subject.Definition.Parameters.Select(parameter => parameter.Default)];
            var runner = RowSubjects.Runners.Values.First();
            long Round()
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 20; i++)
                    runner.Run(subject.Definition, kernel, sources, destinations, 4096, 0, parameters);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Assert.Contains(0L, Enumerable.Range(0, 10).Select(_ => Round()));
        }
    }

    static int Rows(int columns) => columns < 100 ? 67 : 3;
}
