using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Shop.Kernel;
using Shop.Web.Members.Trespass;

namespace Shop.Tests.Architecture;

/// <summary>Entities stay inside: no form fills one in, no page is handed one, however deep in its model.</summary>
public sealed class EntityLeakTests
{
    [Fact]
    public void No_action_takes_or_returns_an_entity() =>
        Assert.Empty(typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract)
            .SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).SelectMany(Leaks));

    [Fact]
    public void No_view_is_handed_an_entity()
    {
        var views = typeof(Program).Assembly.GetTypes().Select(t => (View: t, Model: ModelOf(t))).Where(v => v.Model is not null).ToList();
        Assert.NotEmpty(views);
        Assert.Empty(views.SelectMany(v => EntitiesIn(v.Model!).Select(e => $"{v.View.Name} is handed {e}")));
    }

    [Fact]
    public void A_leak_is_noticed()
    {
        Assert.Single(Leaks(typeof(TrespassController).GetMethod("Take")!));
        Assert.Single(Leaks(typeof(TrespassController).GetMethod("Give")!));
        Assert.Empty(Leaks(typeof(TrespassController).GetMethod("Index")!));
        Assert.Equal(["Thing"], EntitiesIn(typeof(ThingPage)));
        Assert.Equal(["IdentityUser"], EntitiesIn(typeof(List<IdentityUser>)));
        Assert.Empty(EntitiesIn(typeof(CleanPage)));
    }

    private static IEnumerable<string> Leaks(MethodInfo action) =>
        action.GetParameters().Select(p => p.ParameterType).Append(action.ReturnType).SelectMany(EntitiesIn).Distinct()
            .Select(e => $"{action.DeclaringType!.Name}.{action.Name}: {e}");

    private static Type? ModelOf(Type view)
    {
        for (var type = view.BaseType; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(RazorPage<>)) return type.GetGenericArguments()[0];
        return null;
    }

    private static IReadOnlyList<string> EntitiesIn(Type type)
    {
        var found = new List<string>();
        var seen = new HashSet<Type>();
        Look(type);
        return found;

        void Look(Type at)
        {
            if (!seen.Add(at)) return;
            if (at.IsAssignableTo(typeof(Entity)) || IsIdentityUser(at))
            {
                found.Add(at.Name);
                return;
            }
            if (at.HasElementType) Look(at.GetElementType()!);
            foreach (var argument in at.GetGenericArguments()) Look(argument);
            if (at.Namespace?.StartsWith("Shop.", StringComparison.Ordinal) != true || at.IsEnum) return;
            foreach (var property in at.GetProperties(BindingFlags.Public | BindingFlags.Instance)) Look(property.PropertyType);
            if (at.BaseType is { } parent) Look(parent);
        }
    }

    private static bool IsIdentityUser(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at.IsGenericType && at.GetGenericTypeDefinition() == typeof(IdentityUser<>)) return true;
        return false;
    }
}
