using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Kernels.Gpu.Tests;

/// <summary>A row of a theory on a device; none where the device is not there.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class PresentDataAttribute(On on, params object[] others) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker)
        => new(Devices.Present.Contains(on) ? [new TheoryDataRow([on, .. others])] : []);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
