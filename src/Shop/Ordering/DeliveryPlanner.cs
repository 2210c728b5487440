using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>When the goods leave and when they arrive; both days of arrival are working days there.</summary>
/// <param name="OrderWithin">How much time is left to make these dates; null when today's cut-off has passed or today nothing leaves.</param>
public sealed record DeliveryDates(DateOnly Leaves, DateOnly From, DateOnly To, TimeSpan? OrderWithin);

/// <summary>Turns working days into dates: the cut-off hour, weekends, and the public holidays at both ends.</summary>
public sealed class DeliveryPlanner(IOptions<OrderingOptions> options, CurrentShop shop)
{
    public DeliveryDates Plan(DateTime now, string destination, int leastDays, int mostDays) =>
        Plan(now, shop.Zone, shop.Profile.Country, destination, options.Value.CutOffHour, options.Value.HandlingDays, leastDays, mostDays);

    public static DeliveryDates Plan(DateTime now, TimeZoneInfo zone, string origin, string destination, int cutOffHour, int handlingDays, int leastDays, int mostDays)
    {
        var today = Period.LocalDay(now, zone);
        var cutOff = Period.StartOf(today, zone).AddHours(cutOffHour); // on a day of clock change an hour off at most; never late by a day
        var inTime = Holidays.IsWorkingDay(origin, today) && now < cutOff;

        var leaves = inTime ? today : NextWorkingDay(origin, today);
        for (var day = 0; day < handlingDays; day++) leaves = NextWorkingDay(origin, leaves);
        var from = Travel(leaves, destination, leastDays);
        var to = mostDays == leastDays ? from : Travel(leaves, destination, mostDays);
        return new DeliveryDates(leaves, from, to, inTime ? cutOff - now : null);
    }

    private static DateOnly Travel(DateOnly leaves, string destination, int days)
    {
        var day = leaves;
        for (var n = 0; n < days; n++) day = NextWorkingDay(destination, day);
        return days == 0 && !Holidays.IsWorkingDay(destination, day) ? NextWorkingDay(destination, day) : day;
    }

    private static DateOnly NextWorkingDay(string country, DateOnly after)
    {
        var day = after.AddDays(1);
        while (!Holidays.IsWorkingDay(country, day)) day = day.AddDays(1);
        return day;
    }
}
