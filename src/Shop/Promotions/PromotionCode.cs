using System.Security.Cryptography;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>A word with which a promotion can be had. It is written in one way, however it is typed.</summary>
public sealed class PromotionCode : Entity
{
    public const int MinLength = 3;
    public const int MaxLength = 40;

    // Without letters and digits that look alike; sixteen of them are 80 random bits.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int DrawnLength = 16;

    private PromotionCode() { }

    public Guid PromotionId { get; private init; }
    public string Code { get; private init; } = "";

    /// <summary>In how many orders it can be used; null leaves that to the promotion.</summary>
    public int? Limit { get; private init; }

    /// <summary>In how many orders it is used or held at present. Changed only by <see cref="Redemptions"/>.</summary>
    public int Used { get; private init; }

    /// <summary>The first instant at which it can no longer be used; null leaves that to the promotion.</summary>
    public DateTime? EndsAt { get; private init; }

    public static PromotionCode Of(Guid promotionId, string typed, int? limit = null, DateTime? endsAt = null)
    {
        if (Normalise(typed) is not { } code) throw new RuleBroken($"A code has {MinLength} to {MaxLength} letters and digits.");
        if (limit < 1) throw new RuleBroken("A limit is at least 1.");
        return new PromotionCode { PromotionId = promotionId, Code = code, Limit = limit, EndsAt = endsAt };
    }

    /// <summary>A code for one order that nobody can guess.</summary>
    public static PromotionCode Draw(Guid promotionId, DateTime? endsAt = null) => Of(promotionId, RandomNumberGenerator.GetString(Letters, DrawnLength), 1, endsAt);

    /// <summary>“welcome 10” and “WELCOME-10” are the same code; null when it cannot be one.</summary>
    public static string? Normalise(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return code.Length is >= MinLength and <= MaxLength && (typed ?? "").All(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c) || c is '-' or '_' or '.') ? code : null;
    }
}
