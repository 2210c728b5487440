namespace Shop.Catalog;

/// <summary>What the present visitor may see: what everybody does, and what comes out soon as far as they may see it earlier.</summary>
public sealed class ShopWindow(Showcase showcase, IEarlyAccess early)
{
    public async ValueTask<Assortment> Now(CancellationToken ct = default)
    {
        var everybodys = await showcase.Now(ct);
        if (!showcase.AnythingComes) return everybodys;
        var right = await early.Right(ct);
        return right.Hours > 0 ? await showcase.Now(right.Hours, ct) : everybodys;
    }

    /// <summary>A product that was announced and that this visitor may not see in the lists yet; null when there is none.</summary>
    public async ValueTask<ListedProduct?> Coming(string slug, CancellationToken ct) =>
        (await Now(ct)).Product(slug) is null && (await showcase.Everything(ct)).Product(slug) is { PublicFrom: not null } product ? product : null;

    /// <summary>What the present visitor may do earlier than everybody.</summary>
    public ValueTask<EarlyRight> Right(CancellationToken ct) => early.Right(ct);
}

/// <summary>What the catalogue needs to know of its visitor: how much earlier than everybody they may see and buy what comes out.</summary>
public interface IEarlyAccess
{
    ValueTask<EarlyRight> Right(CancellationToken ct);
}

/// <summary>How much earlier than everybody somebody may see and buy what comes out.</summary>
/// <param name="Hours">None for most.</param>
/// <param name="Each">How many pieces of one product they may have before everybody; null: as many as there are.</param>
/// <param name="From">Where the right comes from, as the customer reads it: “Gold”.</param>
public sealed record EarlyRight(int Hours, int? Each, string From)
{
    public static readonly EarlyRight None = new(0, null, "");

    /// <summary>When somebody with this right may buy what everybody may buy at the given time.</summary>
    public DateTime OpensAt(DateTime publicFrom) => publicFrom.AddHours(-Hours);
}
