// Rows of millions of columns have the same bits on the device as on the CPU.
using Kernels.Proof;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public class LongRowTests
{
    public static TheoryData<On, string, string> All
    {
        get
        {
            var data = new TheoryData<On, string, string>();
            foreach (var on in Devices.Present.Where(on => on != On.Emulator))
                foreach (var definition in (RowInfo[])[Softmax.Info, LogSumExp.Info, CrossEntropy.Info])
                    foreach (var kernel in definition.Kernels) data.Add(on, definition.FullName, kernel.Name);
            return data;
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Bits_are_those_of_the_CPU(On on, string definition, string member)
    {
        var info = RowCases.Definition(definition);
        var subject = new RowCase(info, 1, (1 << 22) + 4097);
        var runner = RowCases.Runner(on, info);
        RowCases.None(subject.Differences(runner, info[member], subject.Run(RowCases.Cpu, info[member]),
            subject.Run(runner, info[member])));
    }
}
