using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Staff;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Crm;

/// <summary>Who looks after a customer, as both sides see it.</summary>
/// <param name="Acts">Whether the customer's tier comes with an adviser now, and the colleague still answers messages.</param>
public sealed record AdviserCard(Guid UserId, string Name, string Email, DateTime Since, bool Acts);

/// <summary>What a message is worth to its sender's tier.</summary>
/// <param name="Priority">0 to 100: the higher, the sooner it is answered.</param>
public sealed record SenderStanding(int Priority, AdviserCard? Adviser);

/// <summary>Gives customers somebody of their own at the desk, where their tier comes with one, and knows whose messages are answered first.</summary>
public sealed class Advisers(ShopDb db, RuleBook rules, StaffBook staff, TimeProvider clock)
{
    /// <summary>Colleagues who may answer messages, by name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> Choices(CancellationToken ct)
    {
        var able = (await staff.Sheets(ct)).Where(s => s.Rights.Contains(new Right(Area.Messages, Act.Change))).SelectMany(s => s.Holders).Select(h => h.Id).ToHashSet();
        return [.. (await staff.All(ct)).Where(c => able.Contains(c.Id) && c is { IsDisabled: false, IsInvited: false }).Select(c => (c.Id, c.Name))];
    }

    /// <summary>Null for who has none.</summary>
    public async Task<AdviserCard?> Of(Guid customerId, CancellationToken ct)
    {
        var users = db.AccountUsers;
        if (await db.Advisers.AsNoTracking().Where(a => a.CustomerId == customerId).Join(users, a => a.UserId, u => (Guid?)u.Id, (a, u) => new { u.Id, u.DisplayName, u.Email, a.Since }).SingleOrDefaultAsync(ct) is not { } found) return null;
        return new AdviserCard(found.Id, found.DisplayName, found.Email ?? "", found.Since, await Comes(customerId, ct) && (await Choices(ct)).Any(c => c.Id == found.Id));
    }

    /// <summary>Whether a customer's tier comes with an adviser now.</summary>
    public async Task<bool> Comes(Guid customerId, CancellationToken ct) => await Benefits(customerId, ct) is { Adviser: true };

    /// <summary>Where somebody who writes stands: nothing for who is not in the club.</summary>
    /// <param name="signedIn">The customer who is signed in, whatever address they typed.</param>
    public async Task<SenderStanding> Sender(string email, Guid? signedIn, CancellationToken ct)
    {
        var (members, address) = (db.Memberships, email.ToLowerInvariant());
        var known = signedIn ?? await db.Customers.Where(c => c.Email == address && members.Any(m => m.CustomerId == c.Id && m.State == MembershipState.Active)).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
        if (known is not { } customer) return new(0, null);
        return new((await Benefits(customer, ct))?.SupportPriority ?? 0, await Of(customer, ct) is { Acts: true } card ? card : null);
    }

    /// <param name="userId">Null: nobody, and it stays so until staff choose somebody.</param>
    /// <exception cref="RuleBroken">The tier comes with no adviser, or the colleague does not answer messages.</exception>
    public Task Assign(Guid customerId, Guid? userId, CancellationToken ct) => Assign(customerId, userId, _ => true, ct);

    private Task<int> Assign(Guid customerId, Guid? userId, Func<Adviser?, bool> still, CancellationToken ct) => db.Retrying(async () =>
    {
        if (userId is { } chosen)
        {
            if (!await Comes(customerId, ct)) throw new RuleBroken("Their tier comes with no adviser.");
            if (!(await Choices(ct)).Any(c => c.Id == chosen)) throw new RuleBroken("Choose a colleague who may answer messages.");
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Customers.Where(c => c.Id == customerId).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), ct); // two at once come one after the other
        var now = clock.GetUtcNow().UtcDateTime;
        var adviser = await db.Advisers.SingleOrDefaultAsync(a => a.CustomerId == customerId, ct);
        if (!still(adviser)) return 0; // somebody else chose meanwhile
        if (adviser is null) db.Add(Adviser.For(customerId, userId, now));
        else adviser.HandTo(userId, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return 0;
    }, ct);

    /// <summary>Every hour: members whose tier comes with an adviser and who have none, or one who left, get the colleague who looks after the fewest. Run twice, it finds nobody any more.</summary>
    public async Task Run(CancellationToken ct)
    {
        if (await rules.At(clock.GetUtcNow().UtcDateTime, ct) is not { } published) return;
        var tiers = published.Rules.Ladder.Tiers.Where(t => t.Benefits.Adviser).Select(t => t.Tier).ToList();
        if (tiers.Count == 0 || await Choices(ct) is not { Count: > 0 } choices) return;
        var (able, advisers) = (choices.Select(c => c.Id).ToList(), db.Advisers);
        var without = await db.Memberships.Where(m => m.State == MembershipState.Active && tiers.Contains(m.Tier) && !advisers.Any(a => a.CustomerId == m.CustomerId && (a.UserId == null || able.Contains(a.UserId.Value))))
            .OrderBy(m => m.TierSince).ThenBy(m => m.Id).Select(m => m.CustomerId).ToListAsync(ct);
        var load = (await advisers.Where(a => a.UserId != null).GroupBy(a => a.UserId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToDictionary(g => g.Key, g => g.Count);
        foreach (var customer in without)
        {
            var least = able.MinBy(id => load.GetValueOrDefault(id));
            load[least] = load.GetValueOrDefault(least) + 1;
            db.ChangeTracker.Clear();
            try
            {
                await Assign(customer, least, adviser => adviser is null || adviser.UserId is { } known && !able.Contains(known), ct);
            }
            catch (RuleBroken)
            {
                // Their tier changed meanwhile, or the colleague's role: the next hour sees it as it is then.
            }
        }
    }

    private async Task<TierBenefits?> Benefits(Guid customerId, CancellationToken ct) =>
        await rules.At(clock.GetUtcNow().UtcDateTime, ct) is { } published && await db.Memberships.Where(m => m.CustomerId == customerId && m.State == MembershipState.Active).Select(m => (Tier?)m.Tier).SingleOrDefaultAsync(ct) is { } tier
            ? published.Rules.Ladder.Of(tier)?.Benefits : null;
}
