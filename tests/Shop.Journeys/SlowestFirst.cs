using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Shop.Journeys.SlowestFirst", "Shop.Journeys")]

namespace Shop.Journeys;

/// <summary>Begins with the journeys that take longest, so that none of them runs alone at the end while the other core has nothing to do.</summary>
public sealed class SlowestFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow = [nameof(ClubLifeTests), nameof(OfficePageTests), nameof(PageTests), nameof(BuyingTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Slow, s => c.DisplayName.EndsWith(s, StringComparison.Ordinal)) is var at and >= 0 ? at : Slow.Length);
}
