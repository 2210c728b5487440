using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Shop.Tests.Doors;

/// <summary>S4: what a form may set is what it shows. No action binds a name that belongs to the shop alone.</summary>
public sealed class OverPostingTests
{
    private static readonly string[] Dangerous = ["Total", "Points", "TierId", "IsStaff", "IsDisabled", "CustomerId", "UserId", "EmailConfirmed", "PasswordHash", "SecurityStamp", "Captured", "Refunded", "Spendable", "Available", "ByName", "ById"];

    // A form that sets one of these says so here, with the reason.
    // Points to pay with and to give away are the member's to choose, up to what they have; whose eyes to look through stands in the address; at the desk they are what the member agreed to, up to the same.
    private static readonly string[] OnPurpose = ["CheckoutController.Payment: Points", "GiftsController.Edit: Points", "GiftsController.Create: Points", "ViewingsController.Create: customerId", "OrderDraftsController.Points: points"];

    [Fact]
    public void No_action_binds_a_name_that_belongs_to_the_shop() =>
        Assert.Empty(typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract)
            .SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttributes<HttpPostAttribute>().Any()).SelectMany(Bound).Except(OnPurpose));

    [Fact]
    public void A_form_that_takes_too_much_is_noticed() => Assert.Equal(["TooMuch.Take: CustomerId", "TooMuch.Take: Lines.Total"], Bound(typeof(TooMuch).GetMethod(nameof(TooMuch.Take))!).Order());

    private static IEnumerable<string> Bound(MethodInfo action) => action.GetParameters()
        .Where(p => p.GetCustomAttribute<FromServicesAttribute>() is null && p.ParameterType != typeof(CancellationToken))
        .SelectMany(p => Names(p.ParameterType, p.Name!, "", [])).Where(n => Dangerous.Contains(n.Split('.')[^1], StringComparer.OrdinalIgnoreCase)).Distinct().Select(n => $"{action.DeclaringType!.Name}.{action.Name}: {n}");

    private static IEnumerable<string> Names(Type type, string name, string path, HashSet<Type> seen)
    {
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))) type = type.GetGenericArguments()[^1];
        if (type.Namespace?.StartsWith("Shop.", StringComparison.Ordinal) != true || type.IsEnum || !seen.Add(type))
        {
            yield return path.Length == 0 ? name : path;
            yield break;
        }
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.GetCustomAttribute<BindNeverAttribute>() is null))
            foreach (var found in Names(property.PropertyType, property.Name, path.Length == 0 ? property.Name : $"{path}.{property.Name}", seen)) yield return found;
    }

    private static class TooMuch
    {
        public static void Take(WideForm form, string reason) => _ = (form, reason);
    }
}

/// <summary>A form that would take what is not its.</summary>
public sealed class WideForm
{
    public string? Name { get; set; }
    public Guid CustomerId { get; set; }
    public List<WideLine> Lines { get; set; } = [];
}

/// <summary>One of its lines.</summary>
public sealed class WideLine
{
    public long Total { get; set; }
}
