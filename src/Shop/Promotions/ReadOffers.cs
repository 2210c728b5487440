using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Why a promotion cannot be had by this customer at this moment, whatever is in the cart.</summary>
public enum OfferTrouble { None, Unknown, NotYet, Over, UsedUp, UsedByYou }

/// <summary>A promotion as it stands for one customer now, with the code by which they have it.</summary>
public sealed record Offer(Guid Id, string Name, PromotionKind Kind)
{
    public int BasisPoints { get; init; }
    public Money Amount { get; init; }
    public int Buy { get; init; }
    public int Get { get; init; }
    public Money? Minimum { get; init; }
    public DateTime StartsAt { get; init; }
    public bool FirstOrderOnly { get; init; }

    /// <summary>Whether who may have it depends on what they had before: that is told to nobody but the account itself.</summary>
    public bool AsksWho { get; init; }
    public bool NotOnReduced { get; init; }
    public bool IsExclusive { get; init; }
    public int Priority { get; init; }
    public DateTime CreatedAt { get; init; }
    public string? Code { get; init; }
    public OfferTrouble Trouble { get; init; }
    public IReadOnlyList<PromotionTarget> Targets { get; init; } = [];

    public static Offer Unknown(string code) => new(Guid.Empty, code, PromotionKind.PercentOff) { Code = code, Trouble = OfferTrouble.Unknown };

    public static Offer Of(Promotion promotion, string? code, OfferTrouble trouble) => new(promotion.Id, promotion.Name, promotion.Kind)
    {
        BasisPoints = promotion.BasisPoints, Amount = promotion.Amount, Buy = promotion.Buy, Get = promotion.Get, Minimum = promotion.Minimum, StartsAt = promotion.StartsAt,
        FirstOrderOnly = promotion.FirstOrderOnly, AsksWho = promotion.FirstOrderOnly || promotion.LimitPerCustomer is not null, NotOnReduced = promotion.NotOnReduced, IsExclusive = promotion.IsExclusive, Priority = promotion.Priority, CreatedAt = promotion.CreatedAt,
        Code = code, Trouble = trouble, Targets = [.. promotion.Targets],
    };

    /// <summary>What a price tag says after it: never less than nothing.</summary>
    public Money Lower(Money tag) => tag - (Kind == PromotionKind.PercentOff ? tag.Share(BasisPoints) : Money.Min(Amount, tag));

    /// <summary>Whether it is for an article: named itself, or standing on a named shelf or one within it; what is left out is never covered.</summary>
    /// <param name="shelves">The article's shelf and those around it.</param>
    public bool Covers(Guid productId, IReadOnlySet<Guid> shelves, bool isReduced)
    {
        if (NotOnReduced && isReduced) return false;
        var named = Targets.Where(t => t.Kind == PromotionTargetKind.Product ? t.TargetId == productId : shelves.Contains(t.TargetId)).ToList();
        return !named.Any(t => t.Excluded) && (named.Count > 0 || Targets.All(t => t.Excluded));
    }
}

/// <summary>Whose cart it is, if somebody is signed in, with the address they confirmed, and which orders made of it are still being paid: what they hold is the customer's own.</summary>
public sealed record OfferAsker(Guid? CustomerId, string? Email, IReadOnlyCollection<Guid> OpenOrders);

/// <summary>Reads the promotions that come by themselves and those of the codes a customer has entered.</summary>
public sealed class ReadOffers(ShopDb db)
{
    /// <summary>Those that lower prices on the shelves are not among them: they are in the prices.</summary>
    public async Task<IReadOnlyList<Offer>> For(IReadOnlyCollection<string> codes, OfferAsker asker, DateTime now, CancellationToken ct)
    {
        var known = codes.Count == 0 ? [] : await db.PromotionCodes.AsNoTracking().Where(c => codes.Contains(c.Code)).ToListAsync(ct);
        var ids = known.Select(c => c.PromotionId).ToList();
        var promotions = await db.Promotions.AsNoTracking().Where(p => (!p.NeedsCode && p.StartsAt <= now && (p.EndsAt == null || p.EndsAt > now)) || ids.Contains(p.Id)).ToListAsync(ct);
        promotions.RemoveAll(p => p.LowersPrices);
        if (promotions.Count == 0) return [.. codes.Select(Offer.Unknown)];

        var own = await Own(asker, promotions.Where(p => p.Limit is not null || p.LimitPerCustomer is not null || known.Any(c => c.PromotionId == p.Id)).Select(p => p.Id).ToList(), ct);
        var offers = new List<Offer>();
        foreach (var promotion in promotions.Where(p => !p.NeedsCode)) offers.Add(Offer.Of(promotion, null, TroubleOf(promotion, null, own, now)));
        foreach (var code in codes)
        {
            var word = known.FirstOrDefault(c => c.Code == code);
            var promotion = promotions.FirstOrDefault(p => p.Id == word?.PromotionId);
            if (word is null || promotion is null || !promotion.NeedsCode) offers.Add(Offer.Unknown(code));
            else offers.Add(Offer.Of(promotion, code, TroubleOf(promotion, word, own, now)));
        }
        return offers;
    }

    private async Task<Own> Own(OfferAsker asker, List<Guid> promotions, CancellationToken ct)
    {
        if (promotions.Count == 0) return new([], []);
        var held = asker.OpenOrders.Count == 0 ? [] : await db.Redemptions.AsNoTracking()
            .Where(r => asker.OpenOrders.Contains(r.OrderId) && r.State == RedemptionState.Held && promotions.Contains(r.PromotionId)).ToListAsync(ct);
        var keys = new List<string>();
        if (asker.CustomerId is { } customer) keys.Add(CustomerUse.KeyOf(customer));
        if (asker is { CustomerId: not null, Email.Length: > 0 }) keys.Add(CustomerUse.KeyOf(asker.Email));
        var uses = keys.Count == 0 ? [] : await db.CustomerUses.AsNoTracking().Where(u => promotions.Contains(u.PromotionId) && keys.Contains(u.Key)).ToListAsync(ct);
        if (asker.CustomerId is { } person)
            foreach (var (promotion, used) in await Redemptions.InMergedRecords(db, person, promotions, ct))
            {
                var key = CustomerUse.KeyOf(person);
                var here = uses.Find(u => u.PromotionId == promotion && u.Key == key);
                uses = [.. uses.Where(u => u != here), new CustomerUse { PromotionId = promotion, Key = key, Used = used + (here?.Used ?? 0) }];
            }
        return new(held, uses);
    }

    private static OfferTrouble TroubleOf(Promotion promotion, PromotionCode? code, Own own, DateTime now)
    {
        var time = promotion.At(now);
        if (time == PromotionTime.Planned) return OfferTrouble.NotYet;
        if (time == PromotionTime.Over || code?.EndsAt <= now) return OfferTrouble.Over;
        var used = own.Uses.Where(u => u.PromotionId == promotion.Id).Select(u => u.Used - own.Held.Count(h => h.PromotionId == u.PromotionId && (h.EmailKey == u.Key || h.CustomerKey == u.Key))).DefaultIfEmpty(0).Max();
        if (used >= promotion.LimitPerCustomer) return OfferTrouble.UsedByYou;
        if (promotion.Used - own.Held.Count(h => h.PromotionId == promotion.Id) >= promotion.Limit) return OfferTrouble.UsedUp;
        if (code is not null && code.Used - own.Held.Count(h => h.CodeId == code.Id) >= code.Limit) return used > 0 ? OfferTrouble.UsedByYou : OfferTrouble.UsedUp;
        return OfferTrouble.None;
    }
}

/// <summary>What the customer's own unpaid orders hold, and how often the customer is counted.</summary>
internal sealed record Own(IReadOnlyList<Redemption> Held, IReadOnlyList<CustomerUse> Uses);
