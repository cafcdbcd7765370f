// The names of the peers' activations, each with the definition that has its formula or the reason why there is none.
using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Catalogue;

public sealed class PeerTests
{
    static readonly IReadOnlySet<string> Definitions = Activations.ActivationCatalog.All
        .Select(activation => activation.Name)
        .Concat(Activations.RowCatalog.All.Select(row => row.Name)).ToHashSet();

    [Fact]
    public void Every_operator_of_a_peer_has_a_definition_or_a_reason()
    {
        var unanswered = Peer.All.Where(
            peer => peer.Definition is null ? peer.Remark.Length == 0 : !Definitions.Contains(peer.Definition));
        Assert.Empty(unanswered);
    }

    [Fact]
    public void An_operator_with_a_reason_has_no_definition_of_its_name()
    {
        var spare = from peer in Peer.All
                    where peer.Definition is null
                    from name in Definitions
                    where string.Equals(name, peer.Operator.Replace("_", ""), StringComparison.OrdinalIgnoreCase)
                    select $"{peer}: {name}";
        Assert.Empty(spare);
    }

    [Fact]
    public void The_catalogue_has_at_least_60_definitions()
        => Assert.True(Activations.ActivationCatalog.All.Count >= 60,
            $"The catalogue has {Activations.ActivationCatalog.All.Count} definitions.");
}
