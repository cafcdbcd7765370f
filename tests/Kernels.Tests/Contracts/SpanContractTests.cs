// Wrong spans throw an ArgumentException that names the parameter, before anything is written.
using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Contracts;

public class SpanContractTests
{
    const int Length = 70;

    public static TheoryData<string, string> All => Subjects.OnEachRunner();

    [Theory, MemberData(nameof(All))]
    public void A_short_destination_throws(string definition, string runner)
    {
        foreach (var subject in Subjects.Cases(definition, runner))
            for (var i = 0; i < subject.Kernel.Destinations.Count; i++)
            {
                var (sources, destinations) = Arguments(subject);
                destinations[i] = destinations[i][..(Length - 1)];
                Throws(subject, sources, destinations, subject.Kernel.Destinations[i]);
            }
    }

    [Theory, MemberData(nameof(All))]
    public void Inputs_of_different_lengths_throw(string definition, string runner)
    {
        foreach (var subject in Subjects.Cases(definition, runner))
            for (var i = 1; i < subject.Kernel.Sources.Count; i++)
                foreach (var length in (int[])[Length - 1, Length + 1])
                {
                    var (sources, destinations) = Arguments(subject);
                    sources[i] = new float[length];
                    Throws(subject, sources, destinations, subject.Kernel.Sources[i]);
                }
    }

    [Theory, MemberData(nameof(All))]
    public void An_overlap_at_another_start_throws(string definition, string runner)
    {
        foreach (var subject in Subjects.Cases(definition, runner))
            for (var destination = 0; destination < subject.Kernel.Destinations.Count; destination++)
                for (var source = 0; source < subject.Kernel.Sources.Count; source++)
                    foreach (var offset in (int[])[-Length + 1, -1, 1, Length - 1])
                    {
                        var (sources, destinations) = Arguments(subject);
                        var shared = subject.Destinations(3 * Length)[0];
                        sources[source] = shared.AsMemory(Length, Length);
                        destinations[destination] = shared.AsMemory(Length + offset, Length);
                        Throws(subject, sources, destinations, subject.Kernel.Destinations[destination]);
                    }
    }

    [Theory, MemberData(nameof(All))]
    public void Destinations_that_share_memory_throw(string definition, string runner)
    {
        foreach (var subject in Subjects.Cases(definition, runner)
            .Where(subject => subject.Kernel.Destinations.Count > 1))
            foreach (var offset in (int[])[0, 1, Length - 1])
            {
                var (sources, destinations) = Arguments(subject);
                var shared = subject.Destinations(2 * Length)[0];
                (destinations[0], destinations[1]) = (shared.AsMemory(0, Length), shared.AsMemory(offset, Length));
                Throws(subject, sources, destinations, subject.Kernel.Destinations[1]);
            }
    }

    [Theory, MemberData(nameof(All))]
    public void Neighbours_do_not_overlap(string definition, string runner)
    {
        foreach (var subject in Subjects.Cases(definition, runner))
        {
            var (sources, destinations) = Arguments(subject);
            var shared = subject.Sources(2 * Length)[0];
            sources[0] = shared.AsMemory(0, Length);
            destinations[0] = shared.AsMemory(Length, Length);
            subject.Run(sources, destinations);
        }
    }

    static (ReadOnlyMemory<float>[] Sources, Memory<float>[] Destinations) Arguments(Case subject)
        => ([.. subject.Sources(Length)], [.. subject.Destinations(Length)]);

    static void Throws(Case subject, ReadOnlyMemory<float>[] sources, Memory<float>[] destinations, string parameter)
    {
        var thrown = Assert.Throws<ArgumentException>(() => subject.Run(sources, destinations));
        Assert.Equal(parameter, thrown.ParamName);
        foreach (var destination in destinations)
            Assert.False(destination.Span.ContainsAnyExcept(Case.Sentinel), $"{subject} wrote before it threw.");
    }
}
