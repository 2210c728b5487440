using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Web.Members.Trespass;

namespace Shop.Tests.Architecture;

/// <summary>Only the club's own module moves points or tiers; nobody can send it a balance.</summary>
public sealed partial class LedgerWallTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What changes an account, its journal or a membership, or leads to one that can be changed.
    private static readonly HashSet<MethodBase> Writers =
    [
        .. new[] { typeof(PointsAccount), typeof(PointsTransaction), typeof(Lot), typeof(EarnedLine), typeof(TierChange), typeof(Reservation), typeof(Membership), typeof(PointsLedger) }
            .SelectMany(t => t.GetMethods(All)).Where(m => !m.IsPrivate && !m.Name.StartsWith("get_", StringComparison.Ordinal) && !Reads.Contains($"{m.DeclaringType!.Name}.{m.Name}")),
    ];

    // The demo makes members before there is a shop: the club's own steps play their history, and it takes over the tier that the ladder says.
    private static readonly string[] OfTheDemo = ["DemoClub.Play calls PointsAccount.Open", "DemoClub.Play calls Membership.Join", "DemoClub.Stand calls Membership.Stand",
        .. new[] { "Open", "Earn", "MakeDue", "Release", "TakeAway" }.Select(step => $"OpenLargeClub.LongLife calls PointsAccount.{step}"), "OpenLargeClub.LongLife calls Membership.Join"];

    private static readonly string[] CustomerDoors = ["Shop.Web.Storefront", "Shop.Web.Members", "Shop.Web.Api"];

    private static string[] Reads => ["PointsAccount.SpendableAt", "PointsAccount.Replay", "PointsTransaction.Reseal", "Lot.IsSpendable", "Membership.IsNumber"];

    [Fact]
    public void Nobody_outside_the_club_moves_points_or_tiers() =>
        Assert.Empty(new[] { typeof(PointsAccount).Assembly, typeof(Program).Assembly }.SelectMany(a => a.GetTypes()).Where(t => t.Namespace?.StartsWith("Shop.Loyalty", StringComparison.Ordinal) != true).SelectMany(Writes).Except(OfTheDemo));

    [Fact]
    public void Nobody_outside_the_club_writes_its_tables_in_sql() =>
        Assert.Empty(SourceTree.Files("src", "*.cs").Where(f => !f.Path.StartsWith("src/Shop/Loyalty/", StringComparison.Ordinal) && !f.Path.StartsWith("src/Shop/Data/Migrations/", StringComparison.Ordinal))
            .SelectMany(f => SqlWrite().Matches(f.Text).Concat(TableWrite().Matches(f.Text)).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void No_form_of_a_customer_carries_a_balance_or_a_tier() =>
        Assert.Empty(typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract && CustomerDoors.Any(d => t.Namespace!.StartsWith(d, StringComparison.Ordinal)))
            .SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).SelectMany(Claims));

    [Fact]
    public void A_trespass_is_noticed()
    {
        Assert.Equal(["PointsThief.Take calls PointsAccount.Grant"], Writes(typeof(PointsThief)));
        Assert.Equal(["PointsThief.Claim takes Tier", "PointsThief.Claim takes PointsClaim.Balance"], Claims(typeof(PointsThief).GetMethod("Claim")!));
        Assert.Matches(SqlWrite(), "update \"loyalty_lots\" set");
        Assert.Matches(SqlWrite(), "INSERT INTO loyalty_accounts");
        Assert.DoesNotMatch(SqlWrite(), "select * from loyalty_accounts");
        Assert.Matches(TableWrite(), "db.PointsLots.Where(l => l.Remaining > 0).ExecuteUpdateAsync(");
        Assert.DoesNotMatch(TableWrite(), "db.PointsLots.Where(l => l.Remaining > 0).ToListAsync(); db.Carts.ExecuteDeleteAsync(");
    }

    // Every call in a method's code, read off the compiled bytes: call, callvirt, newobj, ldftn, followed by what is called.
    private static IEnumerable<string> Writes(Type type)
    {
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) continue;
            for (var at = 0; at + 4 < code.Length; at++)
            {
                if (code[at] is not (0x28 or 0x6F or 0x73 or 0x06) || code[at + 4] is not (0x06 or 0x0A or 0x2B)) continue;
                if (Called(method, BitConverter.ToInt32(code, at + 1)) is { } called && Writers.Contains(called)) yield return $"{Outer(type).Name}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}";
            }
        }
    }

    private static MethodBase? Called(MethodBase caller, int token)
    {
        try
        {
            return caller.Module.ResolveMethod(token, caller.DeclaringType!.GetGenericArguments(), caller.IsGenericMethod ? caller.GetGenericArguments() : null);
        }
        catch (Exception notACall) when (notACall is ArgumentException or BadImageFormatException)
        {
            return null; // bytes that only looked like one
        }
    }

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static List<string> Claims(MethodInfo action)
    {
        var (found, seen) = (new List<string>(), new HashSet<Type>());
        foreach (var parameter in action.GetParameters()) Look(parameter.ParameterType, parameter.Name!, $"{Short(parameter.ParameterType)}");
        return found;

        void Look(Type type, string name, string said)
        {
            if (type == typeof(Tier) || type == typeof(Tier?) || Balance().IsMatch(name)) found.Add($"{action.DeclaringType!.Name}.{action.Name} takes {said}");
            if (!seen.Add(type)) return;
            foreach (var argument in type.GetGenericArguments().Concat(type.HasElementType ? [type.GetElementType()!] : [])) Look(argument, "", Short(argument));
            if (type.Namespace?.StartsWith("Shop.Web", StringComparison.Ordinal) != true || type.IsEnum) return;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod?.IsPublic == true)) Look(property.PropertyType, property.Name, $"{type.Name}.{property.Name}");
        }
    }

    private static string Short(Type type) => type.Name;

    [GeneratedRegex("(insert\\s+into|update|delete\\s+from)\\s+\"?loyalty_\\w+", RegexOptions.IgnoreCase)]
    private static partial Regex SqlWrite();

    [GeneratedRegex(@"\.(Memberships|PointsAccounts|PointsTransactions|PointsLots|EarnedLines|TierChanges|PointsReservations)\b[^;]*\.(ExecuteUpdate|ExecuteDelete|Add|AddRange|Remove|RemoveRange)(Async)?\(")]
    private static partial Regex TableWrite();

    [GeneratedRegex("^(Balance|PointsBalance|Available|AvailablePoints|PendingPoints|Debt|Lifetime|LifetimePoints|Credits|TierCredits|TierValidUntil|TierSince|Tier|Multiplier|EarnedPoints)$", RegexOptions.IgnoreCase)]
    private static partial Regex Balance();
}
