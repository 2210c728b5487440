using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Walks through a member's history in the order of time, each event once: releases, credits taken back, tiers lent, years that end, tiers that end.</summary>
internal sealed class TierWalk
{
    private static readonly int Tiers = Enum.GetValues<Tier>().Length;

    private enum Happening { Nothing, YearEnds, TakenBack, Lent, TierEnds, Released }

    private readonly LadderTerms _ladder;
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _joinedAt;
    private readonly List<CreditedOrder> _orders; // by release
    private readonly List<long> _left; // of each one's credits
    private readonly List<(DateTime At, CreditedOrder Order, long Credits)> _takenBack = []; // by time
    private readonly List<TierGrant> _grants;
    private readonly List<TierStep> _steps = [];

    private DateTime _at;
    private int _released, _revoked, _granted; // how many of each have happened
    private Period _window;
    private int _first; // of those released, the first in the window
    private long _credits, _lifetime;
    private int _count;

    private Tier _tier;
    private DateTime _since;
    private readonly DateTime[] _until = new DateTime[Tiers]; // of each tier, were it the member's
    private DateTime _endsAt = DateTime.MaxValue;

    // The year before, for the grace: what counted in it towards each tier, and from which release on.
    private readonly long[] _carried = new long[Tiers], _before = new long[Tiers];
    private int _firstBefore, _countBefore;

    public TierWalk(TierHistory history, ProgrammeRules rules, TimeZoneInfo zone)
    {
        (_ladder, _zone, _joinedAt, _since) = (rules.Ladder, zone, history.JoinedAt, history.JoinedAt);
        _until[(int)Tier.Member] = DateTime.MaxValue;
        _orders = new List<CreditedOrder>(history.Orders.Count);
        _left = new List<long>(history.Orders.Count);
        _grants = history.Grants.Count == 0 ? [] : [.. history.Grants.Where(g => g.Until > g.From && _ladder.Of(g.Tier) is not null).OrderBy(g => g.From).ThenBy(g => g.Until)];
        foreach (var order in history.Orders) Add(order);

        var first = _joinedAt;
        if (_orders.Count > 0 && _orders[0].ReleasedAt < first) first = _orders[0].ReleasedAt;
        if (_grants.Count > 0 && _grants[0].From < first) first = _grants[0].From;
        (_window, _at) = (ClubTime.Qualifying(_ladder.Window, _joinedAt, first, zone), first);
    }

    public Tier Tier => _tier;

    /// <summary>When the tier ends if nothing comes; never, if that is the end of time.</summary>
    public DateTime EndsAt => _endsAt;

    private bool Rolls => _ladder.Window == QualificationWindow.Rolling12Months;

    /// <summary>One more release, after all that has been walked past.</summary>
    public void Add(CreditedOrder order)
    {
        var left = order.Credits;
        foreach (var back in order.Revocations)
            if (back.At <= order.ReleasedAt) left -= back.Credits; // it came back before it counted
        if (left <= 0) return;

        var place = _orders.Count;
        while (place > _released && _orders[place - 1].ReleasedAt > order.ReleasedAt) place--;
        _orders.Insert(place, order);
        _left.Insert(place, left);
        foreach (var back in order.Revocations)
        {
            if (back.At <= order.ReleasedAt) continue;
            var later = _takenBack.Count;
            while (later > _revoked && _takenBack[later - 1].At > back.At) later--;
            _takenBack.Insert(later, (back.At, order, back.Credits));
        }
    }

    public TierWalk To(DateTime at)
    {
        while (true)
        {
            // At one instant a year ends first, and what is lent from then on comes before what ends then: tiers touch without a gap.
            var (next, happens) = (DateTime.MaxValue, Happening.Nothing);
            if (!Rolls && _window.End < next) (next, happens) = (_window.End, Happening.YearEnds);
            if (_revoked < _takenBack.Count && _takenBack[_revoked].At < next) (next, happens) = (_takenBack[_revoked].At, Happening.TakenBack);
            if (_granted < _grants.Count && _grants[_granted].From < next) (next, happens) = (_grants[_granted].From, Happening.Lent);
            if (_endsAt < next) (next, happens) = (_endsAt, Happening.TierEnds);
            if (_released < _orders.Count && _orders[_released].ReleasedAt < next) (next, happens) = (_orders[_released].ReleasedAt, Happening.Released);
            if (happens == Happening.Nothing || next > at) break;
            _at = next;
            switch (happens)
            {
                case Happening.YearEnds: EndYear(); break;
                case Happening.TakenBack: TakeBack(); break;
                case Happening.Lent: Lend(); break;
                case Happening.TierEnds: StepDown(); break;
                default: Release(); break;
            }
        }
        _at = at;
        return this;
    }

    public TierVerdict Verdict()
    {
        Roll();
        var forEver = _until[(int)_tier] == DateTime.MaxValue;
        var (keepWindow, keep) = forEver ? (default(Period?), Missing.Nothing) : ToKeep();
        var next = _ladder.Tiers.FirstOrDefault(t => t.Tier > _tier && t.Entry is not null);
        return new TierVerdict(_tier, _since, forEver ? null : _until[(int)_tier], _window, _credits, _count, Behind(), [.. _steps])
        {
            EndsAt = forEver ? null : _endsAt, Below = _ladder.Below(_tier), KeepWindow = keepWindow, Keep = keep,
            Next = next?.Tier, Rise = next is null ? Missing.Nothing : Lacks(next.Entry!, _credits, _count),
            CarriedOver = _carried[(int)_tier], Lifetime = _lifetime,
        };
    }

    private void Release()
    {
        Roll();
        var (order, left) = (_orders[_released], _left[_released]);
        _released++;
        (_credits, _lifetime, _count) = (_credits + left, _lifetime + left, _count + (order.OrderId is null ? 0 : 1));
        Count();
        if (_ladder.Lifetime is { } lifetime && _lifetime >= lifetime.Credits) Have(lifetime.Tier, DateTime.MaxValue, TierReason.Lifetime);
        SetEnd();
    }

    // Moves on the ends of all tiers whose threshold is met, and lifts to the highest of them.
    private void Count()
    {
        var sure = DateTime.MinValue;
        for (var i = _ladder.Tiers.Count - 1; i >= 0; i--)
        {
            var (terms, tier) = (_ladder.Tiers[i], (int)_ladder.Tiers[i].Tier);
            if (terms.Entry?.IsMet(_credits, _count) == true || terms.Tier <= _tier && terms.ToKeep?.IsMet(_credits + _carried[tier], _count) == true)
                Have(terms.Tier, sure == DateTime.MinValue ? sure = ClubTime.Next(_ladder.Window, _joinedAt, _at, _zone).End : sure, TierReason.Reached);
            else if (terms.Tier == _tier && !Rolls && _until[tier] <= _window.Start && terms.ToKeep?.IsMet(_before[tier] + _credits, _countBefore + _count) == true)
                Have(terms.Tier, _window.End, TierReason.Reached); // in the grace, what comes makes up for what the year before lacked
        }
    }

    private void Have(Tier tier, DateTime until, TierReason why, TierGrant? grant = null)
    {
        if (until > _until[(int)tier]) _until[(int)tier] = until;
        if (tier > _tier) Become(tier, why, grant);
    }

    private void Become(Tier tier, TierReason why, TierGrant? grant = null)
    {
        var until = _until[(int)tier];
        _steps.Add(new TierStep(_at, _tier, tier, why, until == DateTime.MaxValue ? null : until, _window, _credits, _count, Behind()) { Grant = grant });
        (_tier, _since) = (tier, _at);
    }

    private void Lend()
    {
        Roll();
        var grant = _grants[_granted++];
        Have(grant.Tier, grant.Until, TierReason.Granted, grant);
        SetEnd();
    }

    // What was decided by then stands; from now on these credits are missing.
    private void TakeBack()
    {
        Roll();
        var (_, order, credits) = _takenBack[_revoked++];
        var i = _released - 1; // mostly one of the latest
        while (!ReferenceEquals(_orders[i], order)) i--;
        credits = Math.Min(credits, _left[i]);
        if (credits <= 0) return;
        _left[i] -= credits;
        _lifetime -= credits;
        var uncounted = _left[i] == 0 && order.OrderId is not null ? 1 : 0;
        if (i >= _first) (_credits, _count) = (_credits - credits, _count - uncounted);
        else if (!Rolls && i >= _firstBefore)
        {
            for (var tier = 0; tier < Tiers; tier++) _before[tier] -= credits;
            _countBefore -= uncounted;
        }
    }

    private void StepDown()
    {
        Roll();
        var below = _ladder.Below(_tier);
        var landing = Rolls ? ClubTime.Next(_ladder.Window, _joinedAt, _at.AddTicks(-1), _zone).End : _window.End;
        if (landing > _until[(int)below]) _until[(int)below] = landing;
        Become(below, TierReason.Ended);
        if (!Rolls) Count(); // what this year has brought already counts for the lower tier too
        SetEnd();
    }

    // Only years have an end and leave something over; each tier counts its own surplus, so that it does not matter which one the member has.
    private void EndYear()
    {
        foreach (var terms in _ladder.Tiers)
        {
            var tier = (int)terms.Tier;
            _before[tier] = _credits + _carried[tier];
            _carried[tier] = CarriesOver(terms);
        }
        (_firstBefore, _countBefore) = (_first, _count);
        (_first, _credits, _count) = (_released, 0, 0);
        _window = ClubTime.Qualifying(_ladder.Window, _joinedAt, _at, _zone);
        if (_ladder.CarryOverCap == 0 || _tier == Tier.Member) return;
        Count();
        SetEnd();
    }

    // What was carried over is used first, and not carried twice.
    private long CarriesOver(TierTerms terms) => terms.Entry?.Credits is { } entry
        ? Math.Clamp(_credits + _carried[(int)terms.Tier] - entry, 0, Math.Min(_credits, _ladder.CarryOverCap)) : 0;

    // A rolling window moves with each day.
    private void Roll()
    {
        if (!Rolls) return;
        _window = ClubTime.Qualifying(_ladder.Window, _joinedAt, _at, _zone);
        for (; _first < _released && _orders[_first].ReleasedAt < _window.Start; _first++)
            if (_left[_first] > 0) (_credits, _count) = (_credits - _left[_first], _count - (_orders[_first].OrderId is null ? 0 : 1));
    }

    private void SetEnd()
    {
        var until = _until[(int)_tier];
        if (until == DateTime.MaxValue) _endsAt = until;
        else
        {
            _endsAt = Period.StartOf(Period.LocalDay(until, _zone).AddDays(_ladder.GraceDays), _zone);
            if (_endsAt < until) _endsAt = until; // a tier that is lent may end at noon
        }
    }

    private (Period, Missing) ToKeep()
    {
        var (terms, tier, until) = (_ladder.Of(_tier)!, (int)_tier, _until[(int)_tier]);
        var inGrace = _at >= until;
        var last = ClubTime.Qualifying(_ladder.Window, _joinedAt, (inGrace && Rolls ? _endsAt : until).AddTicks(-1), _zone); // the last window that can keep it
        long credits = 0;
        var count = 0;
        if (Rolls)
        {
            for (var i = _first; i < _released; i++)
                if (_orders[i].ReleasedAt >= last.Start && _left[i] > 0) (credits, count) = (credits + _left[i], count + (_orders[i].OrderId is null ? 0 : 1));
        }
        else if (last.Start == _window.Start) (credits, count) = (_credits + _carried[tier], _count);
        else if (last.End == _window.Start) (credits, count) = (_before[tier] + _credits, _countBefore + _count);
        else if (last.Start == _window.End) credits = CarriesOver(terms);
        var window = new Period(last.Start, inGrace ? _endsAt : until);
        return (window, terms.ToKeep is { } threshold ? Lacks(threshold, credits, count) : Missing.Nothing);
    }

    private static Missing Lacks(Threshold threshold, long credits, int orders) => new(
        threshold.Credits is { } c ? Math.Max(0, c - credits) : null, threshold.Orders is { } o ? Math.Max(0, o - orders) : null, threshold.Both);

    private List<CreditedOrder> Behind()
    {
        var behind = new List<CreditedOrder>(_released - _first);
        for (var i = _first; i < _released; i++)
            if (_left[i] > 0) behind.Add(_left[i] == _orders[i].Credits ? _orders[i] : _orders[i] with { Credits = _left[i], Revocations = [] });
        return behind;
    }
}
