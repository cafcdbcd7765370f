// The names of the peers' activations, each with the definition that has its formula or the reason why there is none.
using Kernels.Harness;
using Xunit;

namespace Kernels.Tests.Catalogue;

public sealed class PeerTests
{
    static readonly IReadOnlyDictionary<string, ActivationInfo> Definitions = Activations.ActivationCatalog.All.ToDictionary(activation => activation.Name);

    [Fact]
    public void EveryOperatorOfAPeerHasADefinitionOrAReason()
    {
        var unanswered = Peer.All.Where(peer => peer.Definition is null ? peer.Remark.Length == 0 : !Definitions.ContainsKey(peer.Definition));
        Assert.Empty(unanswered);
    }

    [Fact]
    public void AReasonIsNoExcuseForADefinitionThatIsThere()
    {
        var spare = from peer in Peer.All
                    where peer.Definition is null
                    from name in Definitions.Keys
                    where string.Equals(name, peer.Operator.Replace("_", ""), StringComparison.OrdinalIgnoreCase)
                    select $"{peer}: {name}";
        Assert.Empty(spare);
    }

    [Fact]
    public void TheCatalogueHasSixtyDefinitions() => Assert.True(Definitions.Count >= 60, $"The catalogue has {Definitions.Count} definitions.");
}
