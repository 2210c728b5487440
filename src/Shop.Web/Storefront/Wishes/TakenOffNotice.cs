using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>What was just taken off a list, kept for the next page so that it can be put back there.</summary>
public static class TakenOffNotice
{
    private const string Key = "TakenOff";
    private const int MostThings = 3; // a cookie holds no more

    public static void Keep(ITempDataDictionary data, IReadOnlyList<ChangeWishes.TakenOff> off) => data[Key] = JsonSerializer.Serialize(off.Take(MostThings));

    public static IReadOnlyList<ChangeWishes.TakenOff> Read(ITempDataDictionary data) =>
        data[Key] is string kept ? JsonSerializer.Deserialize<List<ChangeWishes.TakenOff>>(kept) ?? [] : [];
}
