// The main job from start to end: a definition (ESwish.cs), its kernels on every path of this machine, whether they
// agree in bits, whether they are right, how fast they are, and what they look like. Exit code 1 if a check fails.
using Kernels.Gpu;
using Kernels.Verification;
using Quickstart;

if (args is ["catalogue"])
{
    Console.Write(CatalogueTable.Markdown(
        [.. Kernels.Activations.ActivationCatalog.All.Where(each => !each.IsStep)]));
    return 0;
}

var activation = ESwish.Info;
Console.WriteLine($"{activation.Name}  f  = {activation.Formula}");
Console.WriteLine($"        f' = {activation.Derivatives[0]}   (found by the generator, in its stable form)");
Console.WriteLine();

using var gpu = Graphics.Best();
KernelRunner[] runners = [.. CpuRunner.Available, .. gpu is null ? [] : (KernelRunner[])[new GpuRunner(gpu)]];

var data = new Data(activation, count: 1_000_000);
var passed = Agreement.Print(activation, runners, data);
passed &= Checks.Print(activation, runners);
Speed.Print(activation, data);
Picture.Write(Path.Combine("artifacts", "quickstart", "eswish.svg"));

Console.WriteLine(passed ? "All checks passed." : "A CHECK FAILED.");
return passed ? 0 : 1;
