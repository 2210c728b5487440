using FsCheck;
using FsCheck.Fluent;
using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>Whatever is typed, there is an answer.</summary>
public sealed class AnyTextTests(ProductSearchTests.Stocked shop) : IClassFixture<ProductSearchTests.Stocked>
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Choose(0, 0xFFFF).Select(c => (char)c).ArrayOf().Select(c => new string(c)), // half surrogates and non-characters among them
        Gen.Elements("heart", "teapot", "\"", "'", "*", "(", ")", "AND", "OR", "NOT", "NEAR", "^", ":", "-", "+", "{", "}", "\0", "\\", "%", "_", "青", "花", "ø", "\u0301", "\ud83c", "🫖", " ")
            .ArrayOf().Select(string.Concat),
        Gen.Elements("heart ", "x", "ﷺ").Select(t => string.Concat(Enumerable.Repeat(t, 3000))));

    [Fact]
    public async Task Any_text_finds_something_or_nothing_but_never_fails()
    {
        await shop.Find("warm");
        Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var hits = shop.Find(text).GetAwaiter().GetResult();
            var suggested = shop.Suggest(text).GetAwaiter().GetResult();
            return hits.Total >= hits.Ids.Count && suggested.Products.Count + suggested.Categories.Count + suggested.Queries.Count <= Suggestions.Most;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }
}
