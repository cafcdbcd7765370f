// Wrong spans and shapes throw an ArgumentException that names the parameter, before anything is written.
using System.Runtime.InteropServices;
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class RowContractTests
{
    const int Rows = 5, Columns = 19;

    public static TheoryData<string, string> All => RowSubjects.OnEachRunner();

    [Theory, MemberData(nameof(All))]
    public void Wrong_lengths_throw(string definition, string runner) => Each(definition, runner, call =>
    {
        for (var i = 0; i < call.Kernel.Sources.Count; i++)
            foreach (var length in (int[])[-1, 1])
            {
                var wrong = call.Copy();
                wrong.Sources[i] = new float[wrong.Sources[i].Length + length];
                Throws(wrong, call.Kernel.Sources[i].Name);
            }
    });

    [Theory, MemberData(nameof(All))]
    public void Short_destinations_throw(string definition, string runner) => Each(definition, runner, call =>
    {
        for (var i = 0; i < call.Kernel.Destinations.Count; i++)
        {
            if (call.Kernel.Destinations[i].Shape == RowShape.Scalar) continue;
            var wrong = call.Copy();
            wrong.Destinations[i] = wrong.Destinations[i][..^1];
            Throws(wrong, call.Kernel.Destinations[i].Name);
        }
    });

    [Theory, MemberData(nameof(All))]
    public void Wrong_numbers_of_columns_throw(string definition, string runner) => Each(definition, runner, call =>
    {
        foreach (var columns in (int[])[0, -1, int.MinValue]) Throws(call.Copy() with { Columns = columns }, "columns");
        foreach (var stride in (int[])[Columns - 1, 1, -1, int.MinValue])
            Throws(call.Copy() with { Stride = stride }, "rowStride");
    });

    /// <summary>A class is the number of a column, or a value that the formula speaks of: all else throws.</summary>
    [Theory, MemberData(nameof(All))]
    public void A_class_that_is_not_a_column_throws(string definition, string runner)
        => Each(definition, runner, call =>
        {
            for (var i = 0; i < call.Kernel.Sources.Count; i++)
            {
                if (!call.Kernel.Sources[i].IsLabel) continue;
                foreach (var label in (float[])[Columns, -1, Columns + 1e6f, 1e9f, -1e9f, int.MaxValue, int.MinValue])
                    for (var row = 0; row < Rows; row += Rows - 1)
                    {
                        var wrong = call.Copy();
                        var labels = wrong.Sources[i].ToArray();
                        labels[row] = label;
                        wrong.Sources[i] = labels;
                        Throws(wrong, call.Kernel.Sources[i].Name);
                    }
            }
        });

    /// <summary>The catalogue's losses of a class have one.</summary>
    [Fact]
    public void Losses_of_a_class_mark_their_label()
        => Assert.Equal(["label", "label"],
            ((RowInfo[])[Kernels.Rows.CrossEntropy.Info, Kernels.Rows.SmoothCrossEntropy.Info])
                .SelectMany(info => info.Inputs).Where(input => input.IsLabel).Select(input => input.Name));

    [Fact]
    public void Classes_in_the_memory_of_a_destination_throw()
    {
        float[] x = [1, 2, 3, 4], dx = new float[4];
        var error = Assert.Throws<ArgumentException>(() => Kernels.Rows.CrossEntropy.Backward(
            x, MemoryMarshal.Cast<float, int>(dx.AsSpan(0, 2)), [1, 1], dx, columns: 2));
        Assert.Equal("dx", error.ParamName);
        Assert.All(dx, value => Assert.Equal(0, value));
    }

    [Theory, MemberData(nameof(All))]
    public void Overlaps_throw(string definition, string runner) => Each(definition, runner, call =>
    {
        for (var destination = 0; destination < call.Kernel.Destinations.Count; destination++)
        {
            var to = call.Kernel.Destinations[destination];
            if (to.Shape == RowShape.Scalar) continue;
            for (var source = 0; source < call.Kernel.Sources.Count; source++)
            {
                var from = call.Kernel.Sources[source];
                // A list of floats is converted first.
                if (from.IsInteger) continue;
                var wrong = call.Copy();
                var (length, room) = (wrong.Destinations[destination].Length, Filled(3 * Rows * Columns));
                wrong.Sources[source] = room.AsMemory(Rows * Columns, wrong.Sources[source].Length);
                // One value of either beside the other's last, where the shapes differ; and of two matrices one later.
                wrong.Destinations[destination] = room.AsMemory(
                    Rows * Columns - (to.Shape == from.Shape && to.Shape == RowShape.Element ? 1 : length - 1), length);
                Throws(wrong, to.Name);
            }
            for (var other = 0; other < destination; other++)
            {
                if (call.Kernel.Destinations[other].Shape == RowShape.Scalar) continue;
                var wrong = call.Copy();
                var room = Filled(2 * Rows * Columns);
                (wrong.Destinations[other], wrong.Destinations[destination]) = (room.AsMemory(0,
                    wrong.Destinations[other].Length), room.AsMemory(0, wrong.Destinations[destination].Length));
                Throws(wrong, to.Name);
            }
        }
    });

    [Theory, MemberData(nameof(All))]
    public void Zero_rows_write_only_zero_sums(string definition, string runner) => Each(definition, runner, call =>
    {
        var (sources, destinations) = new RowCase(call.Definition, 0, Columns).Arguments(call.Kernel);
        (call with { Sources = sources, Destinations = destinations }).Run();
        foreach (var (span, destination) in call.Kernel.Destinations.Zip(destinations))
            if (span.Shape is RowShape.Element or RowShape.PerRow) Assert.Equal(0, destination.Length);
            else
                Assert.All(destination.ToArray(),
                    value => Assert.True(value == 0 || call.Kernel.Accumulates && value == Case.Sentinel));
    });

    /// <summary>The last row needs no gap behind it, and may have one: in each span its own choice.</summary>
    [Theory, MemberData(nameof(All))]
    public void The_gap_behind_the_last_row_is_optional(string definition, string runner)
        => Each(definition, runner, call =>
        {
            const int Stride = Columns + 4;
            foreach (var longer in (int[])[0, 1])
            {
                var spread = call.Copy() with { Stride = Stride };
                var turn = longer;
                for (var i = 0; i < spread.Sources.Length; i++)
                    if (call.Kernel.Sources[i].Shape == RowShape.Element)
                        spread.Sources[i] = new float[Rows * Stride - (turn++ % 2 == 0 ? Stride - Columns : 0)];
                for (var i = 0; i < spread.Destinations.Length; i++)
                    if (call.Kernel.Destinations[i].Shape == RowShape.Element)
                        spread.Destinations[i] = new float[Rows * Stride - (turn++ % 2 == 0 ? Stride - Columns : 0)];
                spread.Run();
            }
        });

    sealed record Call(RowInfo Definition, RowKernelInfo Kernel, KernelRunner Runner, ReadOnlyMemory<float>[] Sources,
        Memory<float>[] Destinations, int Columns, int Stride)
    {
        public Call Copy() => this with { Sources = [.. Sources], Destinations = [.. Destinations] };

        public void Run()
            => Runner.Run(Definition, Kernel, Sources, Destinations, Columns, Stride,
                [.. Definition.Parameters.Select(parameter => parameter.Default)]);
    }

    static void Each(string definition, string runner, Action<Call> check)
    {
        var subject = new RowCase(RowSubjects.Definitions[definition], Rows, Columns);
        foreach (var kernel in subject.Definition.Kernels)
        {
            var (sources, destinations) = subject.Arguments(kernel);
            check(new(subject.Definition, kernel, RowSubjects.Runners[runner], sources, destinations, Columns, 0));
        }
    }

    static void Throws(Call call, string parameter)
    {
        var thrown = Assert.ThrowsAny<ArgumentException>(call.Run);
        Assert.True(parameter == thrown.ParamName, $"{call.Definition.FullName}.{call.Kernel.Name} "
            + $"names {thrown.ParamName} in place of {parameter}: {thrown.Message}");
        foreach (var destination in call.Destinations)
            Assert.False(destination.Span.ContainsAnyExcept(Case.Sentinel),
                $"{call.Definition.FullName}.{call.Kernel.Name} wrote before it threw.");
    }

    static float[] Filled(int length)
    {
        var values = new float[length];
        Array.Fill(values, Case.Sentinel);
        return values;
    }
}
