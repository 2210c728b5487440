using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>
/// Plays steps on two accounts, three times each: on the model, on entities that stay in memory, and on entities that are opened from the database and written back.
/// After every step all three say the same. The first account is a household with two members.
/// </summary>
internal sealed class LedgerStory(IServiceProvider services)
{
    private static readonly Guid[] Members = [NewId.Next(), NewId.Next(), NewId.Next()];

    private readonly string _name = NewId.Next().ToString("N");
    private readonly ModelAccount[] _model = [new(), new()];
    private readonly PointsAccount[] _memory = [PointsAccount.Open(), PointsAccount.Open()];
    private readonly List<Guid>[] _inMemory = [[], []];
    private readonly List<Guid>[] _inDb = [[], []];
    private readonly List<Payment> _payments = [];
    private Guid[] _accounts = [];
    private string? _lastKey;
    private DateTime _now = new(2026, 1, 31, 11, 0, 0, DateTimeKind.Utc);
    private int _step;

    private enum Outcome { Moved, Nothing, Refused }

    public async Task Play(IReadOnlyList<LedgerStep> steps)
    {
        await InDb(async db =>
        {
            var accounts = new[] { PointsAccount.Open(), PointsAccount.Open() };
            _accounts = [.. accounts.Select(a => a.Id)];
            db.AddRange(accounts);
            return await db.SaveChangesAsync();
        });
        foreach (var step in steps)
        {
            _step++;
            await Play(step);
            await Agree();
        }
        await Close();
    }

    private Task Play(LedgerStep step)
    {
        var (at, model) = (step.Account, _model[step.Account]);
        var member = at == 0 ? step.Which % 2 : 2;
        var later = _now.AddDays(step.Days + 1);
        var grace = _now.AddDays(30);
        var points = Math.Max(1, step.Points);
        var lot = model.Lots.Count == 0 ? -1 : step.Which % model.Lots.Count;
        var earned = model.Lots.Where(l => l.Order is not null).ToList() is { Count: > 0 } some ? model.Lots.IndexOf(some[step.Which % some.Count]) : -1;
        switch (step.Kind)
        {
            case StepKind.Wait:
                _now = _now.AddDays(step.Days).AddHours(step.Which % 24).AddMilliseconds(step.Points);
                return Task.CompletedTask;
            case StepKind.PutClockBack:
                _now = _now.AddHours(-1);
                return Task.CompletedTask;
            case StepKind.Earn:
                var order = NewId.Next();
                return Do(member, order, model.Earn(member, order, step.Points, step.Which % 40, _now), new Act(at, (a, e, _) => a.Earn(e, step.Points, step.Which % 40)));
            case StepKind.Grant:
                return Do(member, NewId.Next(), model.Grant(member, points, later, _now), new Act(at, (a, e, _) => a.Grant(e, points, later)));
            case StepKind.Add:
                return Do(member, null, model.Grant(member, points, later, _now), new Act(at, (a, e, _) => a.Grant(e, points, later, PointsMove.Adjusted)));
            case StepKind.TakeAway:
                return Do(member, null, model.TakeAway(points, _now), new Act(at, (a, e, _) => a.TakeAway(e, points)));
            case StepKind.Redeem:
                return Do(member, null, model.Redeem(points, _now), new Act(at, (a, e, _) => a.TakeAway(e, points, PointsMove.Redeemed)));
            case StepKind.Gift or StepKind.Bring: // who joins a household brings all there is
                if (step.Kind == StepKind.Bring) points = model.Spendable(_now);
                if (points == 0) goto default;
                var given = new List<ModelPart>();
                var sent = model.TakeAway(points, _now, given);
                // What is given ends when it would have ended.
                var ends = given.GroupBy(g => model.Lots[g.Lot].ExpiresAt!.Value).OrderBy(g => g.Key).Select(g => (Points: (long)g.Sum(p => p.Points), ExpiresAt: g.Key)).ToList();
                foreach (var end in ends) _model[1 - at].Grant(at == 0 ? 2 : 0, (int)end.Points, end.ExpiresAt, _now, isGift: true);
                return Do(member, null, sent, new Act(at, (a, e, _) => a.TakeAway(e, points, PointsMove.Sent)), new Act(1 - at, (a, e, _) => a.Receive(e with { MemberId = Members[at == 0 ? 2 : 0] }, ends)));
            case StepKind.Reserve:
                var parts = new List<ModelPart>();
                var reserved = model.Reserve(points, _now, parts);
                if (reserved is true) _payments.Add(new Payment(at, member, points, parts, $"{_name}:{_step}:0", _now));
                return Do(member, NewId.Next(), reserved, new Act(at, (a, e, _) => { if (!a.Reserve(e, points)) throw new RuleBroken("Not enough."); }));
            case StepKind.Spend when Payments(at, ReservationState.Held) is { Count: > 0 } held:
                var spent = held[step.Which % held.Count];
                Assert.True(spent.Reservation.Spend());
                return Do(spent.Member, spent.Order, model.Spend(spent.Parts), Settle(spent, (a, e, p) => a.Spend(e, p)));
            case StepKind.Free when Payments(at, ReservationState.Held) is { Count: > 0 } held:
                var freed = held[step.Which % held.Count];
                Assert.True(freed.Reservation.Free());
                return Do(freed.Member, freed.Order, model.Free(freed.Member, freed.Parts, grace, _now), Settle(freed, (a, e, p) => a.Free(e, p, grace)));
            case StepKind.GiveBack when Payments(at, ReservationState.Spent) is { Count: > 0 } paid:
                var refunded = paid[step.Which % paid.Count];
                var before = (int)refunded.Reservation.PointsBack;
                var rest = refunded.Reservation.Amount - refunded.Reservation.AmountBack;
                if (rest.IsZero) goto default;
                var back = (int)refunded.Reservation.GiveBack(step.Days % 3 == 0 ? rest : Money.Min(rest, new Money(points)));
                // Of so many tokens in a row, the last that did not come back yet.
                var tokens = refunded.Parts.SelectMany(p => Enumerable.Repeat(p.Lot, p.Points)).Reverse().Skip(before).Take(back).ToList();
                var come = tokens.Distinct().Select(l => new ModelPart(l, tokens.Count(t => t == l))).ToList();
                return Do(refunded.Member, refunded.Order, model.GiveBack(refunded.Member, come, grace, _now), Settle(refunded, (a, e, p) => a.GiveBack(e, Reservation.Next(p, before, back), grace)));
            case StepKind.MakeDue when lot >= 0:
                return Do(member, null, model.Lots[lot].MakeDue(later), new Act(at, (a, e, l) => a.MakeDue(e, l(lot), later), lot));
            case StepKind.Release when earned >= 0:
                return Do(member, null, model.Release(model.Lots[earned], later, _now), new Act(at, (a, e, l) => a.Release(e, l(earned), later), earned));
            case StepKind.Expire when lot >= 0:
                return Do(member, null, model.Lots[lot].Expire(_now), new Act(at, (a, e, l) => a.Expire(e, l(lot)), lot));
            case StepKind.Extend when lot >= 0:
                return Do(member, null, model.Lots[lot].Extend(later, _now), new Act(at, (a, e, l) => a.Extend(e, l(lot), later), lot));
            case StepKind.Revoke or StepKind.RevokeAll or StepKind.RevokeTooMuch when earned >= 0:
                var from = model.Lots[earned];
                var left = from.Tokens.Count - from.TakenByReturns;
                var (take, credits) = step.Kind switch
                {
                    StepKind.RevokeAll => (left, from.Credits - from.CreditsTaken),
                    StepKind.Revoke => (Math.Min(step.Points, left), Math.Min(step.Which % 10, from.Credits - from.CreditsTaken)),
                    _ => step.Which % 2 == 0 ? (from.Tokens.Count + 1, 0) : (0, from.Credits - from.CreditsTaken + 1),
                };
                return Do(member, from.Order, model.Revoke(from, take, credits, _now), new Act(at, (a, e, l) => a.Revoke(e, l(earned), take, credits), earned));
            case StepKind.TellAgain when _lastKey is not null:
                return TellAgain(at);
            default:
                return Task.CompletedTask; // nothing there for it
        }
    }

    private List<Payment> Payments(int account, ReservationState state) => [.. _payments.Where(p => p.Account == account && p.Reservation.State == state)];

    private static Act Settle(Payment payment, Action<PointsAccount, Entry, IReadOnlyList<LotPart>> act) =>
        new(payment.Account, (a, e, lots) => act(a, e, [.. payment.Parts.Select(p => new LotPart(lots(p.Lot).Id, p.Points))]), [.. payment.Parts.Select(p => p.Lot)]) { Reserved = payment };

    private async Task Do(int member, Guid? order, bool? modelSays, params Act[] acts)
    {
        var expected = modelSays switch { true => Outcome.Moved, false => Outcome.Nothing, null => Outcome.Refused };
        var entries = acts.Select((_, n) => new Entry($"{_name}:{_step}:{n}", Members[member], _now, Actor.Staff(Members[member], "Kari | Nord"), $"Step {_step}", order)).ToList();

        var written = _memory.Sum(a => a.Journal.Count);
        Outcome memory;
        try
        {
            foreach (var (act, entry) in acts.Zip(entries)) act.Do(_memory[act.Account], entry, Lots(_memory[act.Account], _inMemory[act.Account]));
            memory = _memory.Sum(a => a.Journal.Count) > written ? Outcome.Moved : Outcome.Nothing;
        }
        catch (RuleBroken)
        {
            memory = Outcome.Refused;
        }
        Assert.Equal(expected, memory);
        if (memory != Outcome.Moved) Assert.Equal(written, _memory.Sum(a => a.Journal.Count));
        foreach (var at in new[] { 0, 1 }) Learn(_inMemory[at], _memory[at].Lots.Select(l => l.Id));

        var stored = await InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var ledger = new PointsLedger(db);
            try
            {
                foreach (var (act, entry) in acts.Zip(entries))
                {
                    var known = _inDb[act.Account];
                    var account = await ledger.Open(_accounts[act.Account], default, entry.OrderId, [.. act.Needs.Select(n => known[n])]);
                    if (act.Reserved is { } payment) Assert.Equal(payment.Parts.Select(p => new LotPart(known[p.Lot], p.Points)), await ledger.Parts(payment.Key, Book.Reserved, default));
                    act.Do(account, entry, Lots(account, known));
                }
            }
            catch (RuleBroken)
            {
                Assert.DoesNotContain(db.ChangeTracker.Entries(), e => e.State != EntityState.Unchanged);
                return Outcome.Refused;
            }
            var rows = await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return rows > 0 ? Outcome.Moved : Outcome.Nothing;
        });
        Assert.Equal(expected, stored);
        if (stored == Outcome.Moved) _lastKey = entries[0].SourceKey;
    }

    private async Task TellAgain(int at)
    {
        var refusal = await Assert.ThrowsAnyAsync<DbUpdateException>(() => InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var ledger = new PointsLedger(db);
            Assert.True(await ledger.Knows(_lastKey!, default));
            (await ledger.Open(_accounts[at], default)).Grant(new Entry(_lastKey!, Members[2], _now, Actor.System), 5, _now.AddDays(9));
            return await db.SaveChangesAsync();
        }));
        Assert.True(Contention.IsLostRace(refusal));
    }

    private async Task Agree()
    {
        for (var at = 0; at < 2; at++)
        {
            var (model, id) = (_model[at], _accounts[at]);
            Compare(model, _memory[at], _memory[at].Lots.OrderBy(l => l.Id).ToList());
            var account = await InDb(db => db.PointsAccounts.AsNoTracking().Include(a => a.Lots).SingleAsync(a => a.Id == id));
            var lots = account.Lots.OrderBy(l => l.Id).ToList();
            Learn(_inDb[at], lots.Select(l => l.Id));
            Compare(model, account, lots);
            Assert.Equal(_memory[at].LastNumber, account.LastNumber);
        }
    }

    private void Compare(ModelAccount model, PointsAccount account, List<Lot> lots)
    {
        Assert.Equal((model.Available, model.Pending, model.Reserved, model.Debt, model.Lifetime, model.Credits, model.CreditsPending),
            (account.Available, account.Pending, account.Reserved, account.Debt, account.Lifetime, account.Credits, account.CreditsPending));
        Assert.Equal(model.Spendable(_now), account.SpendableAt(_now));
        Assert.Equal(
            model.Lots.Select(l => (Members[l.Member], l.Order, l.Tokens.Count, l.Count(Fate.Free) + l.Count(Fate.Waiting), l.Count(Fate.Held), l.Count(Fate.Spent), l.Count(Fate.Expired), l.Count(Fate.Gone), (l.Credits, l.CreditsTaken), (l.EarnedAt, l.DueAt, l.ReleasedAt, l.ExpiresAt))),
            lots.Select(l => (l.MemberId, l.OrderId, (int)l.Granted, (int)l.Remaining, (int)l.Reserved, (int)l.Spent, (int)l.Expired, (int)l.Revoked, ((int)l.CreditsGranted, (int)l.CreditsRevoked), (l.EarnedAt, l.DueAt, l.ReleasedAt, l.ExpiresAt))));
    }

    // What has to be true once it is over: the journal alone tells all of it again, each entry seals the one before, and nothing was made or lost.
    private async Task Close()
    {
        foreach (var id in _accounts)
        {
            var stored = await InDb(db => db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == id));
            var journal = stored.Journal.OrderBy(t => t.Number).ToList();
            var again = PointsAccount.Replay(id, journal);
            Assert.Equal(Everything(stored, "Lots", "Journal", "Version"), Everything(again, "Lots", "Journal", "Version"));
            Assert.Equal(stored.Lots.OrderBy(l => l.Id).Select(l => Everything(l)), again.Lots.OrderBy(l => l.Id).Select(l => Everything(l)));
            Assert.Equal(journal.Select(t => t.Hash), journal.Select(t => t.Reseal()));
            Assert.Equal(journal.Select(t => t.PreviousHash), journal.Select(t => t.Hash).Prepend(PointsTransaction.Beginning).Take(journal.Count));
            Assert.Equal(Enumerable.Range(1, journal.Count), journal.Select(t => (int)t.Number));
            Assert.All(journal.SelectMany(t => t.Postings.GroupBy(p => p.Unit)), unit => Assert.Equal(0, unit.Sum(p => p.Amount)));
            TheSoonestGoFirst(journal);
        }
    }

    private static void TheSoonestGoFirst(List<PointsTransaction> journal)
    {
        var (left, until) = (new Dictionary<Guid, long>(), new Dictionary<Guid, DateTime>());
        foreach (var transaction in journal)
        {
            foreach (var posting in transaction.Postings.Where(p => p.LotId is not null))
            {
                var id = posting.LotId!.Value;
                if (posting is { Book: Book.Available, Unit: LedgerUnit.Points }) left[id] = left.GetValueOrDefault(id) + posting.Amount;
                if (posting.ExpiresAt is { } expires) until[id] = expires;
            }
            if (transaction.Kind is not (PointsMove.Reserved or PointsMove.Sent or PointsMove.Redeemed) && !(transaction.Kind == PointsMove.Adjusted && transaction.Postings.Any(p => p is { Book: Book.Available, Amount: < 0 }))) continue;
            var last = transaction.Postings.Where(p => p is { Book: Book.Available, Amount: < 0 }).Max(p => until[p.LotId!.Value]);
            Assert.DoesNotContain(left, l => l.Value > 0 && until[l.Key] > transaction.At && until[l.Key] < last);
        }
    }

    private static string Everything(object thing, params string[] except) =>
        string.Join("; ", thing.GetType().GetProperties().Where(p => !except.Contains(p.Name)).Select(p => $"{p.Name}={(p.GetValue(thing) is DateTime time ? time.ToString("O") : p.GetValue(thing))}"));

    private static Func<int, Lot> Lots(PointsAccount account, List<Guid> ids) => n => account.Lots.Single(l => l.Id == ids[n]);

    private static void Learn(List<Guid> known, IEnumerable<Guid> ids) => known.AddRange(ids.Except(known).Order().ToList());

    private async Task<T> InDb<T>(Func<ShopDb, Task<T>> work)
    {
        using var scope = services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    private sealed record Act(int Account, Action<PointsAccount, Entry, Func<int, Lot>> Do, params int[] Needs)
    {
        public Payment? Reserved { get; init; }
    }

    private sealed class Payment(int account, int member, int points, IReadOnlyList<ModelPart> parts, string key, DateTime at)
    {
        public int Account => account;
        public int Member => member;
        public IReadOnlyList<ModelPart> Parts => parts;
        public string Key => key;
        public Guid Order { get; } = NewId.Next();

        // A point pays for three cents, or what is a little less.
        public Reservation Reservation { get; } = Reservation.Of(NewId.Next(), Membership.Join(NewId.Next(), NewId.Next(), at), points, new Money(points * 3 - points % 2), at);
    }
}
