using Shop.Catalog;

namespace Shop.Web.Storefront.Home;

/// <summary>The latest reviews, asked for once in each state of the assortment: a new review changes its product, and so the assortment.</summary>
public sealed class LatestReviews(IServiceScopeFactory scopes)
{
    private const int Shown = 3;

    private (long Edition, IReadOnlyList<ShownReview> Reviews) _known = (-1, []);

    public async Task<IReadOnlyList<ShownReview>> Of(Assortment assortment, CancellationToken ct)
    {
        var known = _known;
        if (known.Edition == assortment.Edition) return known.Reviews;
        using var scope = scopes.CreateScope();
        var reviews = await scope.ServiceProvider.GetRequiredService<ReadReviews>().Latest(Shown, ct);
        _known = (assortment.Edition, reviews);
        return reviews;
    }
}
