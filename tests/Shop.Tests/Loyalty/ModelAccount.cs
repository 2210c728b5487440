namespace Shop.Tests.Loyalty;

/// <summary>Where one point is.</summary>
internal enum Fate { Waiting, Free, Held, Spent, Expired, Gone }

/// <summary>A lot as a child would keep it: one token for each point. What it answers means the same as in <see cref="ModelAccount"/>.</summary>
internal sealed class ModelLot(int member, Guid? order, int points, int credits, Fate fate, DateTime at)
{
    public int Member => member;
    public Guid? Order => order;
    public List<Fate> Tokens { get; } = [.. Enumerable.Repeat(fate, points)];
    public int Credits => credits;
    public int CreditsTaken { get; set; }
    public int TakenByReturns { get; set; }
    public DateTime EarnedAt => at;
    public DateTime? DueAt { get; set; }
    public DateTime? ReleasedAt { get; set; }
    public DateTime? ExpiresAt { get; set; }

    public int Count(Fate fate) => Tokens.Count(t => t == fate);

    public bool IsSpendable(DateTime now) => Count(Fate.Free) > 0 && now < ExpiresAt;

    public bool MakeDue(DateTime dueAt)
    {
        if (ReleasedAt is not null || DueAt is not null) return false;
        DueAt = dueAt;
        return true;
    }

    public bool Expire(DateTime now)
    {
        if (Count(Fate.Free) == 0 || now < ExpiresAt) return false;
        Move(Count(Fate.Free), Fate.Free, Fate.Expired);
        return true;
    }

    public bool? Extend(DateTime expiresAt, DateTime now)
    {
        if (!IsSpendable(now) || expiresAt <= ExpiresAt) return null;
        ExpiresAt = expiresAt;
        return true;
    }

    public void Move(int points, Fate from, Fate to)
    {
        for (var i = 0; i < Tokens.Count && points > 0; i++)
        {
            if (Tokens[i] != from) continue;
            Tokens[i] = to;
            points--;
        }
        Assert.True(points == 0, $"The model has {points} points too few that are {from}.");
    }
}

/// <summary>So many points of the model's lot with this index.</summary>
internal sealed record ModelPart(int Lot, int Points);

/// <summary>
/// The rules of the ledger told a second time, as plainly as can be, from the club's rules and not from the code. Each method says what becomes of the request:
/// true when something moved, false when there was nothing to do, null when it is refused.
/// </summary>
internal sealed class ModelAccount
{
    public List<ModelLot> Lots { get; } = [];
    public int Debt { get; private set; }
    public int Lifetime { get; private set; }

    public int Available => Lots.Sum(l => l.Count(Fate.Free));
    public int Pending => Lots.Sum(l => l.Count(Fate.Waiting));
    public int Reserved => Lots.Sum(l => l.Count(Fate.Held));
    public int Credits => Lots.Where(l => l.ReleasedAt is not null).Sum(l => l.Credits - l.CreditsTaken);
    public int CreditsPending => Lots.Where(l => l.ReleasedAt is null).Sum(l => l.Credits - l.CreditsTaken);

    public int Spendable(DateTime now) => Lots.Where(l => l.IsSpendable(now)).Sum(l => l.Count(Fate.Free));

    public bool Earn(int member, Guid order, int points, int credits, DateTime now)
    {
        if (points + credits == 0) return false;
        Lots.Add(new ModelLot(member, order, points, credits, Fate.Waiting, now));
        return true;
    }

    public bool Release(ModelLot lot, DateTime expiresAt, DateTime now)
    {
        var points = lot.Count(Fate.Waiting);
        if (lot.ReleasedAt is not null || (points == 0 && lot.Credits == lot.CreditsTaken)) return false;
        lot.ReleasedAt = now;
        if (points > 0) lot.ExpiresAt = expiresAt;
        Lifetime += points;
        lot.Move(points - Repay(lot, points, Fate.Waiting), Fate.Waiting, Fate.Free);
        return true;
    }

    public bool Grant(int member, int points, DateTime expiresAt, DateTime now, bool isGift = false)
    {
        var lot = new ModelLot(member, null, points, 0, Fate.Free, now) { ReleasedAt = now, ExpiresAt = expiresAt };
        Lots.Add(lot);
        if (!isGift) Lifetime += points;
        Repay(lot, points, Fate.Free);
        return true;
    }

    public bool? Reserve(int points, DateTime now, List<ModelPart> parts)
    {
        if (Spendable(now) < points) return null;
        TakeSoonest(points, now, Fate.Held, parts);
        return true;
    }

    public bool Spend(IReadOnlyList<ModelPart> parts)
    {
        foreach (var part in parts) Lots[part.Lot].Move(part.Points, Fate.Held, Fate.Spent);
        return true;
    }

    public bool Free(int member, IReadOnlyList<ModelPart> parts, DateTime graceUntil, DateTime now) =>
        ComeBack(member, parts, Fate.Held, lot => now < lot.ExpiresAt, graceUntil, now);

    public bool GiveBack(int member, IReadOnlyList<ModelPart> parts, DateTime graceUntil, DateTime now) =>
        ComeBack(member, parts, Fate.Spent, lot => lot.ExpiresAt >= graceUntil, graceUntil, now);

    public bool? Revoke(ModelLot lot, int points, int credits, DateTime now)
    {
        if (points > lot.Tokens.Count || credits > lot.Credits - lot.CreditsTaken) return null;
        lot.TakenByReturns += points;
        lot.CreditsTaken += credits;
        if (lot.ReleasedAt is null)
        {
            lot.Move(points, Fate.Waiting, Fate.Gone);
            return points + credits > 0;
        }
        Lifetime -= points;
        var left = points;
        foreach (var from in new[] { Fate.Free, Fate.Expired })
        {
            var own = Math.Min(left, lot.Count(from));
            lot.Move(own, from, Fate.Gone);
            left -= own;
        }
        while (left > 0 && Lots.Where(l => l != lot && l.IsSpendable(now)).OrderBy(l => l.ExpiresAt).ThenBy(Lots.IndexOf).LastOrDefault() is { } longest)
        {
            longest.Move(1, Fate.Free, Fate.Gone);
            left--;
        }
        Debt += left;
        return points + credits > 0;
    }

    public bool? TakeAway(int points, DateTime now, List<ModelPart>? gift = null)
    {
        if (Spendable(now) < points) return null;
        TakeSoonest(points, now, Fate.Gone, gift ?? []);
        if (gift is null) Lifetime -= points;
        return true;
    }

    /// <summary>For a reward: spent for good, and none the fewer were ever earned.</summary>
    public bool? Redeem(int points, DateTime now)
    {
        if (Spendable(now) < points) return null;
        TakeSoonest(points, now, Fate.Spent, []);
        return true;
    }

    private int Repay(ModelLot lot, int points, Fate from)
    {
        var repaid = Math.Min(Debt, points);
        lot.Move(repaid, from, Fate.Gone);
        Debt -= repaid;
        return repaid;
    }

    private void TakeSoonest(int points, DateTime now, Fate to, List<ModelPart> parts)
    {
        foreach (var lot in Lots.Where(l => l.IsSpendable(now)).OrderBy(l => l.ExpiresAt).ThenBy(Lots.IndexOf).ToList())
        {
            var some = Math.Min(points, lot.Count(Fate.Free));
            if (some == 0) continue;
            lot.Move(some, Fate.Free, to);
            parts.Add(new ModelPart(Lots.IndexOf(lot), some));
            points -= some;
        }
    }

    private bool ComeBack(int member, IReadOnlyList<ModelPart> parts, Fate from, Func<ModelLot, bool> keepsItsTime, DateTime graceUntil, DateTime now)
    {
        if (parts.Count == 0) return false;
        var graced = 0;
        foreach (var part in parts)
        {
            var lot = Lots[part.Lot];
            var rest = part.Points - Repay(lot, part.Points, from);
            if (keepsItsTime(lot) && lot.Count(Fate.Expired) == 0) lot.Move(rest, from, Fate.Free);
            else
            {
                lot.Move(rest, from, Fate.Spent); // there they are spent; new ones come in their place
                graced += rest;
            }
        }
        if (graced > 0) Lots.Add(new ModelLot(member, null, graced, 0, Fate.Free, now) { ReleasedAt = now, ExpiresAt = graceUntil });
        return true;
    }
}
