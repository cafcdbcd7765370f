// These tests build a dozen projects as a user would, which takes minutes. The project file leaves them out of a plain
// `dotnet test`, and the test below says so in one line; `./dev check` and `.ci/run` set KERNELS_LONG=1 and run them.
namespace Kernels.Package.Tests;

public class LongSuiteTests
{
    [Fact]
    public void The_packages_are_tried_where_KERNELS_LONG_is_set()
        => Assert.SkipUnless(Environment.GetEnvironmentVariable("KERNELS_LONG") == "1",
            "The packages were not tried: set KERNELS_LONG=1, as ./dev check does.");
}
