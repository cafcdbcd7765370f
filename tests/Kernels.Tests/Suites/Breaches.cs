// Promises that are not kept yet, each with what is wrong. A test fails as soon as one is kept, so that it leaves this list.
namespace Kernels.Tests.Suites;

static class Breaches
{
    public static readonly IReadOnlyDictionary<string, string> Ulp = new Dictionary<string, string>
    {
    };

    public static readonly IReadOnlyDictionary<string, string> Special = new Dictionary<string, string>
    {
    };
}
