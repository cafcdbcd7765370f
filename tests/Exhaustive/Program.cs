// All 2³² floats through the kernels: ./dev exhaustive [names]. Finished rows go into docs/numerics.tsv and the table
// of docs/numerics.md; the exit code is 1 if a promise was broken.
using System.CommandLine;
using Kernels.Exhaustive;
using Kernels.Gpu;
using Kernels.Proof;
using Spectre.Console;

var names = new Argument<string[]>("names")
{
    Description = "Definitions by name; none for all.",
    DefaultValueFactory = _ => []
};
var member = new Option<string?>("--member") { Description = "Forward or Backward alone." };
var stride = new Option<int?>("--stride")
{
    Description = "Every n-th float, for a first proof: it stands in the ledger until a finer one does. "
        + "Else all, and of a slice of several inputs every 61st."
};
var again = new Option<bool>("--again") { Description = "Also what the ledger has of the same kernel." };
var list = new Option<bool>("--list") { Description = "What could be run, and what is proven." };

var gpu = new Option<bool>("--gpu")
{
    Description = "The bits of the best GPU beside those of the CPU, in place of the errors."
};

var command = new RootCommand("Every float through every kernel, against the truth, on every instruction set.")
{
    names, member, stride, again, list, gpu
};
command.SetAction(parsed =>
{
    var chosen = parsed.GetValue(names)!;
    string[] members = ["Forward", "Backward"];
    string[] unknown =
    [
        .. NearestName.Unknown(chosen, [.. Subjects.All.Select(activation => activation.Name)]),
        .. NearestName.Unknown(parsed.GetValue(member) is { } wanted ? [wanted] : [], members),
    ];
    if (unknown.Length > 0)
    {
        foreach (var sentence in unknown) Console.Error.WriteLine($"{sentence} --list shows them all.");
        return 2;
    }
    Sweep[] sweeps =
    [
        .. from activation in Subjects.All
           where chosen.Length == 0 || chosen.Contains(activation.Name)
           from sweep in Monotone.Sweeps(activation)
           where parsed.GetValue(member) is not { } only || sweep.Kernel.Name == only
           select sweep,
    ];
    if (sweeps.Length == 0)
    {
        Console.Error.WriteLine(
            "Nothing can be swept of that: draws of random numbers depend on positions, not on floats alone.");
        return 2;
    }
    if (parsed.GetValue(list))
    {
        Listing.Print(sweeps);
        return 0;
    }
    if (parsed.GetValue(gpu))
    {
        using var device = GpuDevice.Best();
        if (device.Kind == GpuKind.CpuEmulator && parsed.GetValue(stride) is null)
        {
            Console.Error.WriteLine("There is no GPU that ILGPU can use, and its emulator would take days; "
                + "--stride 65537 gives it a few floats.");
            return 2;
        }
        return new DeviceBits(device, parsed.GetValue(stride) ?? 1).Run(sweeps) ? 0 : 1;
    }
    if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 400;
    var kept = new Campaign(sweeps, parsed.GetValue(stride), parsed.GetValue(again)).Run();
    NumericsTable.Update();
    return kept ? 0 : 1;
});
return command.Parse(args).Invoke();
