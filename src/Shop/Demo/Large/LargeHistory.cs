using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Demo.Large;

/// <summary>Who buys in a large shop, and when: customers come over the years, some of them often; nothing is kept of them but their ids, because the same dice make them up again.</summary>
internal sealed class LargeHistory
{
    // How orders spread over the hours of the day, midnight first.
    private static readonly double[] Hours = [1, 0, 0, 0, 0, 0, 1, 3, 4, 5, 6, 5, 6, 5, 4, 4, 5, 5, 5, 7, 10, 11, 8, 4];
    private const int Regulars = 20; // each twentieth customer
    private const double OnTheFirstDay = 0.1; // of the customers

    private readonly ulong _seed;
    private readonly int _customers;
    private readonly long _orders;
    private readonly Seasons _seasons;
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _now;
    private readonly DateOnly _today;
    private readonly People _people = new(remember: false);

    public LargeHistory(ulong seed, int customers, long orders, DateTime now, TimeZoneInfo zone)
    {
        (_seed, _customers, _orders, _now, _zone) = (seed, customers, orders, now, zone);
        _today = Period.LocalDay(now, zone);
        var first = _today.AddMonths(-DemoHistory.Months);
        var whole = Period.DayOf(_today, zone);
        _seasons = new Seasons(first, _today.DayNumber - first.DayNumber + (now - whole.Start) / (whole.End - whole.Start));
    }

    /// <summary>A customer, made up anew each time they are asked for.</summary>
    public Person Person(int customer) => _people.Next(new Dice(_seed, 10_000_000_000UL + (ulong)customer), customer + 1);

    /// <summary>When a customer was first known: always before their first order.</summary>
    public DateTime Since(int customer)
    {
        var part = Math.Max(0, ((double)customer / _customers - OnTheFirstDay) / (1 - OnTheFirstDay));
        return Period.StartOf(_seasons.DayAt(part * _seasons.Weeks * 0.999), _zone).AddHours(-30);
    }

    /// <summary>The moments of all orders, in their order, with who came. A day is drawn at a time.</summary>
    public IEnumerable<(DateTime At, DateOnly Day, int Customer)> Visits()
    {
        var dice = new Dice(_seed, 2);
        var moments = new List<DateTime>();
        for (long at = 0; at < _orders;)
        {
            var day = _seasons.DayAt(_seasons.Weeks * (at + 0.5) / _orders);
            moments.Clear();
            var first = at;
            for (; at < _orders && _seasons.DayAt(_seasons.Weeks * (at + 0.5) / _orders) == day; at++) moments.Add(MomentOf(day, dice));
            moments.Sort();
            var known = Math.Max(1, (int)(_customers * (OnTheFirstDay + (1 - OnTheFirstDay) * first / _orders)));
            foreach (var moment in moments) yield return (moment, day, CustomerOf(known, dice));
        }
    }

    private static int CustomerOf(int known, Dice dice)
    {
        var customer = dice.Below(known);
        return dice.Happens(0.4) ? customer / Regulars * Regulars : customer;
    }

    // Today has only got as far as now.
    private DateTime MomentOf(DateOnly day, Dice dice)
    {
        var start = Period.StartOf(day, _zone);
        var at = day == _today ? start + (_now - start) * (dice.Roll() * 0.98) : start.AddHours(dice.Pick(Hours)).AddSeconds(dice.Below(3600));
        return new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }
}
