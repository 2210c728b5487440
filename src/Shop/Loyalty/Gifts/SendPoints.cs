using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Why points cannot be given.</summary>
public enum GiftTrouble { Off, NobodyFound, ToYourself, SharedAlready, BelowMinimum, NotInSteps, TooFew, OverTheDay }

/// <summary>Gives points to another member, who is named by the number on their card and their last name: who guesses either learns nothing about the other.</summary>
public sealed class SendPoints(ShopDb db, PointsLedger ledger, RuleBook rules, TimeProvider clock)
{
    public abstract record Outcome;

    /// <summary>It can be done, or was.</summary>
    public sealed record Fine(Guid? GiftId) : Outcome;

    /// <param name="Most">How many could be given at present.</param>
    public sealed record Refused(GiftTrouble Trouble, long Most) : Outcome;

    /// <summary>Asks whether it can be done; nothing moves.</summary>
    public Task<Outcome> Check(Guid customerId, string number, string lastName, long points, CancellationToken ct) => db.Retrying(() => Give(customerId, number, lastName, points, null, null, ct), ct);

    /// <param name="once">Made with the form that was pressed.</param>
    /// <exception cref="RuleBroken">The message cannot be sent.</exception>
    public Task<Outcome> Run(Guid customerId, string number, string lastName, long points, string? message, Guid once, CancellationToken ct) => db.Retrying(() => Give(customerId, number, lastName, points, message, once, ct), ct);

    /// <summary>How many more points a member may give today; null when members cannot.</summary>
    public async Task<long?> LeftToday(Guid memberId, DateTime now, CancellationToken ct)
    {
        if (await rules.At(now, ct) is not { Rules.Gifts: { } terms } published) return null;
        var day = Period.StartOf(Period.LocalDay(now, published.Zone), published.Zone);
        return Math.Max(0, terms.PerDay - await db.PointsGifts.Where(g => g.FromMemberId == memberId && g.At >= day).SumAsync(g => g.Points, ct));
    }

    private async Task<Outcome> Give(Guid customerId, string number, string lastName, long points, string? message, Guid? once, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { Rules.Gifts: { } terms } || await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customerId && m.State == MembershipState.Active, ct) is not { } me) return new Refused(GiftTrouble.Off, 0);
        if (await Find(number, lastName, ct) is not { } receiver) return new Refused(GiftTrouble.NobodyFound, 0);
        if (receiver.Id == me.Id) return new Refused(GiftTrouble.ToYourself, 0);
        if (receiver.AccountId == me.AccountId) return new Refused(GiftTrouble.SharedAlready, 0);

        var (from, to) = await ledger.OpenBoth(me.AccountId, receiver.AccountId, ct);
        if (await db.Memberships.CountAsync(m => m.State == MembershipState.Active && (m.Id == me.Id && m.AccountId == from.Id || m.Id == receiver.Id && m.AccountId == to.Id), ct) != 2)
            throw new DbUpdateConcurrencyException("One of them went over to another account, or left: look again.");
        if (once is { } key && await db.PointsGifts.Where(g => g.FromMemberId == me.Id && g.Once == key).Select(g => (Guid?)g.Id).SingleOrDefaultAsync(ct) is { } before) return new Fine(before);
        var today = await LeftToday(me.Id, now, ct) ?? 0;
        var most = Math.Min(from.SpendableAt(now), today);
        if (points < terms.Minimum) return new Refused(GiftTrouble.BelowMinimum, most);
        if (points % terms.Step != 0) return new Refused(GiftTrouble.NotInSteps, most);
        if (points > from.SpendableAt(now)) return new Refused(GiftTrouble.TooFew, most);
        if (points > today) return new Refused(GiftTrouble.OverTheDay, most);
        if (once is not { } pressed) return new Fine(null);

        var name = await db.Set<Customer>().Where(c => c.Id == customerId).Select(c => c.Name).SingleAsync(ct);
        var gift = PointsGift.Send((me, from, name), (receiver, to), points, message, pressed, now);
        db.Add(gift);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Fine(gift.Id);
    }

    // The name is looked at in any case and in the same way, however wrong the number is.
    internal async Task<Membership?> Find(string number, string lastName, CancellationToken ct)
    {
        var found = await db.Memberships.AsNoTracking().Where(m => m.Number == number && m.State == MembershipState.Active)
            .Select(m => new { Member = m, Name = db.Set<Customer>().Where(c => c.Id == m.CustomerId).Select(c => c.Name).First() }).SingleOrDefaultAsync(ct);
        return IsCalled(found?.Name ?? "", lastName) ? found?.Member : null;
    }

    /// <summary>“berg” and “Kari Bérg” are right for “Kari Berg”; “Kari” is not.</summary>
    internal static bool IsCalled(string name, string typed)
    {
        var (words, said) = (Words(name), Words(typed));
        return words.Count > 0 && said.Count > 0 && said.Count <= words.Count && words[^said.Count..].SequenceEqual(said);
    }

    private static List<string> Words(string text) => [.. new string([.. text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]).ToUpperInvariant().Split([' ', '-', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)];
}
