using System.Text.RegularExpressions;

namespace Shop.Demo;

/// <summary>Finds among the buyers those who may have written the catalogue's reviews: people of that country who had the product by then. They take the reviewer's name.</summary>
internal static partial class DemoReviewers
{
    /// <returns>The buyer behind each opinion, as (product, opinion); an opinion nobody could have written is missing.</returns>
    public static Dictionary<(int Product, int Opinion), Buyer> Match(IReadOnlyList<DemoProduct> products, IReadOnlyList<Purchase> purchases, People people, DateTime morning)
    {
        var boughtBy = purchases.SelectMany(p => p.Lines.Select(l => (l.Product, p.Buyer, p.At))).ToLookup(x => x.Product);
        var found = new Dictionary<(int, int), Buyer>();
        var taken = new HashSet<Buyer>();
        for (var product = 0; product < products.Count; product++)
        {
            for (var n = 0; n < products[product].Opinions.Count; n++)
            {
                var opinion = products[product].Opinions[n];
                if (ShortName().Match(opinion.Author) is not { Success: true } name) continue;
                var latest = morning.AddDays(-opinion.DaysAgo - 10);
                var buyer = boughtBy[product].Where(b => b.At < latest && !b.Buyer.CanSignIn && (opinion.Country is null || b.Buyer.Person.Address.Country == opinion.Country))
                    .OrderByDescending(b => b.At).Select(b => b.Buyer).FirstOrDefault(b => !taken.Contains(b));
                if (buyer is null) continue;
                taken.Add(buyer);
                people.Rename(buyer, name.Groups[1].Value, name.Groups[2].Value[0]);
                found[(product, n)] = buyer;
            }
        }
        return found;
    }

    [GeneratedRegex(@"^(\p{L}[\p{L}\-]+) (\p{Lu})\.$")]
    private static partial Regex ShortName();
}
