using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Demo;

/// <summary>What people said about the demo's products, what the shop answered, who found it helpful, and what staff have not read yet.</summary>
internal sealed class DemoReviews(IReadOnlyList<DemoProduct> products, DemoHistory history, Dictionary<Buyer, Guid> customers, DateTime now)
{
    private const ulong Stream = 7_000_000;
    private static readonly Actor Reader = new(ActorKind.Staff, null, DemoSignIns.Staff.Name);

    private readonly ReviewsFile _file = EmbeddedJson.Read<ReviewsFile>("reviews.json")!;
    private readonly Dice _dice = new(DemoHistory.Seed, Stream);

    private sealed record ReviewsFile(IReadOnlyList<Said> Answers, IReadOnlyList<Unread> Waiting);

    private sealed record Said(string Product, string Author, string Text);

    private sealed record Unread(string Product, int Rating, string Title, string Text, int DaysAgo);

    public async Task Write(BulkWriter bulk, Dictionary<(int Product, int Opinion), Buyer> reviewers, DateTime morning, CancellationToken ct)
    {
        var answers = _file.Answers.ToDictionary(a => (a.Product, a.Author), a => a.Text);
        var reviewed = new HashSet<(Guid Product, Guid Customer)>();
        for (var i = 0; i < products.Count; i++)
        {
            var (item, product, opinions) = products[i];
            for (var n = 0; n < opinions.Count; n++)
            {
                Guid? author = reviewers.TryGetValue((i, n), out var buyer) ? customers[buyer] : null;
                if (author is { } known) reviewed.Add((product.Id, known));
                var opinion = opinions[n];
                var at = morning.AddDays(-opinion.DaysAgo).AddHours(19);
                var voters = Voters(opinion, author);
                var review = Review.Write(product.Id, author, opinion.Author, opinion.Country, opinion.Rating, opinion.Title, opinion.Text, verified: author is not null, at, voters.Count);
                review.Approve(Reader, Earlier(at.AddHours(_dice.Between(11, 40)), now));
                if (answers.TryGetValue((item.Slug, opinion.Author), out var answer)) review.Respond(answer, Reader, Earlier(at.AddHours(_dice.Between(14, 70)), now));
                await bulk.Add(review, ct);
                foreach (var voter in voters) await bulk.Add(new ReviewVote { ReviewId = review.Id, Voter = ReviewVote.Customer(voter), At = Earlier(at.AddDays(1 + _dice.Roll() * opinion.DaysAgo), now) }, ct);
            }
        }
        foreach (var unread in _file.Waiting)
            if (Unseen(unread, reviewed) is { } review) await bulk.Add(review, ct);
    }

    // Long and critical ones are found helpful by more people, and those that have been there for a while.
    private HashSet<Guid> Voters(CatalogueFile.Opinion opinion, Guid? author)
    {
        var mean = (0.4 + opinion.Text.Length / 110.0 + (opinion.Rating <= 3 ? 1.6 : 0)) * Math.Min(1, opinion.DaysAgo / 120.0);
        var voters = new HashSet<Guid>();
        for (var left = (int)(_dice.Exponential(1) * mean); left > 0; left--)
            if (customers[_dice.Pick(history.Buyers)] is var voter && voter != author) voters.Add(voter);
        return voters;
    }

    // By somebody who has had it for a while and did not write about it yet.
    private Review? Unseen(Unread unread, HashSet<(Guid, Guid)> reviewed)
    {
        var index = products.ToList().FindIndex(p => p.Item.Slug == unread.Product);
        var at = now.AddDays(-unread.DaysAgo).AddHours(-_dice.Between(1, 9));
        var product = products[index].Product;
        var buyer = history.Purchases.Where(p => p.At < at.AddDays(-14) && !p.Buyer.CanSignIn && p.Lines.Any(l => l.Product == index)).Select(p => p.Buyer).Reverse()
            .FirstOrDefault(b => reviewed.Add((product.Id, customers[b])));
        if (buyer is null) return null;
        var names = buyer.Person.Name.Split(' ');
        return Review.Write(product.Id, customers[buyer], $"{names[0]} {names[^1][0]}.", buyer.Person.Address.Country, unread.Rating, unread.Title, unread.Text, verified: true, at);
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
