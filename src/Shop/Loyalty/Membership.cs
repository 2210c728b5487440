using System.Security.Cryptography;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Whether somebody is in the club now; merged is the place of somebody who had two.</summary>
public enum MembershipState { Active, Left, Merged }

/// <summary>A customer's place in the club. The stored tier is what the evaluation of the history says, and <see cref="TierChange"/> tells why.</summary>
public sealed class Membership : Entity
{
    public const int NumberLength = 10;
    public const int CardTokenLength = 32;
    public const int ReferralCodeLength = 8;

    private Membership() { }

    public Guid CustomerId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>The household whose account that is, and the member's own meanwhile; null for who is in none.</summary>
    public Guid? HouseholdId { get; private set; }
    public Guid? HomeAccountId { get; private set; }

    /// <summary>The place of the same person that stayed, when two became one: what was earned here counts there.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>Ten digits; the last one checks the others (Luhn, ISO/IEC 7812-1).</summary>
    public string Number { get; private init; } = "";

    /// <summary>128 random bits in the card's QR code: the number alone opens nothing.</summary>
    public string CardToken { get; private set; } = "";
    public string ReferralCode { get; private init; } = "";
    public MembershipState State { get; private set; }
    public DateTime JoinedAt { get; private set; }
    public DateTime? LeftAt { get; private set; }
    public Tier Tier { get; private set; }
    public DateTime TierSince { get; private set; }

    /// <summary>The first instant at which the tier may end; null when it has no end.</summary>
    public DateTime? TierValidUntil { get; private set; }

    /// <summary>The rules by which the tier was worked out last; null before the first time.</summary>
    public Guid? JudgedBy { get; private set; }

    public static Membership Join(Guid customerId, Guid accountId, DateTime now)
    {
        var member = new Membership
        {
            CustomerId = customerId, AccountId = accountId, Number = NewNumber(), CardToken = RandomNumberGenerator.GetHexString(CardTokenLength, lowercase: true),
            ReferralCode = RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTVWXYZ23456789", ReferralCodeLength), JoinedAt = now, TierSince = now,
        };
        member.Raise(new MemberJoined(member.Id, customerId));
        return member;
    }

    /// <summary>Comes back after leaving; being told twice changes nothing. What was lost by leaving stays lost.</summary>
    public void JoinAgain(DateTime now)
    {
        if (State == MembershipState.Active) return;
        if (State == MembershipState.Merged) throw new RuleBroken("This membership is part of another one.");
        (State, LeftAt, JoinedAt, Tier, TierSince, TierValidUntil) = (MembershipState.Active, null, now, Tier.Member, now, null);
        JudgedBy = null;
        CardToken = RandomNumberGenerator.GetHexString(CardTokenLength, lowercase: true);
        Raise(new MemberJoined(Id, CustomerId));
    }

    public void Leave(DateTime now)
    {
        if (State == MembershipState.Left) return; // told twice
        (State, LeftAt) = (MembershipState.Left, now);
        Raise(new MemberLeft(Id, CustomerId));
    }

    /// <summary>The same person under another record; number and card stay.</summary>
    internal void GoWith(Guid customerId) => CustomerId = customerId;

    internal void MergeInto(Guid memberId) => (State, MergedIntoId) = (MembershipState.Merged, memberId);

    internal void ComeBack() => (State, MergedIntoId) = (MembershipState.Active, null);

    internal void PointTo(Guid memberId) => MergedIntoId = memberId;

    internal void Enter(Guid householdId, Guid accountId) => (HouseholdId, HomeAccountId, AccountId) = (householdId, AccountId, accountId);

    internal void Exit() => (HouseholdId, AccountId, HomeAccountId) = (null, HomeAccountId ?? AccountId, null);

    /// <summary>Takes over what the evaluation says.</summary>
    /// <param name="judgedBy">The rules that said so.</param>
    /// <param name="isByNewRules">Whether it is they that change the tier, and nothing that the member did.</param>
    /// <returns>Whether the tier itself changed, and not only how long it is valid.</returns>
    public bool Stand(Tier tier, DateTime since, DateTime? validUntil, Guid judgedBy, bool isByNewRules = false)
    {
        var before = Tier;
        (Tier, TierSince, TierValidUntil, JudgedBy) = (tier, since, validUntil, judgedBy);
        if (before == tier) return false;
        Raise(new TierChanged(Id, CustomerId, before, tier) { ByNewRules = isByNewRules ? judgedBy : null });
        return true;
    }

    /// <summary>Whether the last digit fits the others.</summary>
    public static bool IsNumber(string text) => text.Length == NumberLength && text.All(char.IsAsciiDigit) && CheckDigit(text.AsSpan(0, NumberLength - 1)) == text[^1] - '0';

    private static string NewNumber()
    {
        var digits = RandomNumberGenerator.GetString("123456789", 1) + RandomNumberGenerator.GetString("0123456789", NumberLength - 2);
        return digits + CheckDigit(digits);
    }

    private static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return (10 - sum % 10) % 10;
    }
}
