// What other systems call their activations, and which definition of the catalogue that is; a table in peers.tsv.
namespace Kernels.Proof;

/// <param name="System">PyTorch, ONNX, Keras, JAX, oneDNN or Transformer Engine.</param>
/// <param name="Operator">Its name there.</param>
/// <param name="Definition">Its name here; null where there is none.</param>
/// <param name="Remark">How they differ; without a definition, why there is none.</param>
public sealed record Peer(string System, string Operator, string? Definition, string Remark)
{
    public static IReadOnlyList<Peer> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Proof", "peers.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(fields => new Peer(fields[0], fields[1], fields[2] == "-" ? null : fields[2], fields[3])),
    ];
}
