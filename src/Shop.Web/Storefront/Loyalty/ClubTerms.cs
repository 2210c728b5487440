using Shop.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club as pages know it: its name, its words and the rules in force. Read again after half a minute, by whoever comes first.</summary>
public sealed class ClubTerms(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private (DateTime At, Club? Club)? _read;

    /// <summary>Null while no rules are published: then there is no club.</summary>
    public async ValueTask<Club?> Now(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (_read is { } read && now >= read.At && now < read.At + Fresh) return read.Club;
        using var scope = scopes.CreateScope();
        var book = scope.ServiceProvider.GetRequiredService<RuleBook>();
        var club = await book.At(now, ct) is { } terms && await book.Programme(ct) is { } programme ? new Club(terms, programme) : null;
        _read = (now, club);
        return club;
    }

    /// <summary>What the club calls its points, for pages that may stand without one.</summary>
    public async ValueTask<Kernel.Noun> Words(CancellationToken ct) => (await Now(ct))?.Programme.Words ?? ProgrammeName.Unnamed;

    /// <summary>What the tiers are called, likewise.</summary>
    public async ValueTask<LadderTerms> Ladder(CancellationToken ct) => (await Now(ct))?.Rules.Ladder ?? new();
}

/// <summary>A club with its rules in force.</summary>
public sealed record Club(PublishedRules Terms, ProgrammeName Programme)
{
    public string Name => Programme.Name;
    public ProgrammeRules Rules => Terms.Rules;

    public Kernel.Noun Words => Programme.Words;

    /// <summary>“points”, as the club calls them, in the middle of a sentence.</summary>
    public string Points => Words.Many;

    /// <summary>“Points”, for the beginning of a sentence or a heading.</summary>
    public string PointsFirst => Words.First;

    /// <summary>“1,240 points”.</summary>
    public string Count(long points) => Words.Count(points);

    /// <summary>“points”, or “point” for one.</summary>
    public string Word(long points) => Words.For(points);

    /// <summary>A tier as members read it.</summary>
    public string NameOf(Tier tier) => Rules.Ladder.NameOf(tier);

    /// <summary>What members of a tier pay for goods of this price, promotions aside.</summary>
    public Kernel.Money PriceAt(Tier tier, Kernel.Money price) => price - price.Share(Rules.Ladder.Of(tier)?.Benefits.PercentOffBasisPoints ?? 0);

    /// <summary>How many points something bought now earns.</summary>
    public long Earned(IReadOnlyList<EarningLine> lines, Tier tier, DateTime now, Kernel.Money paidWithPoints = default) => EarningRules.For(new EarningOrder(now, lines, paidWithPoints), Rules, tier).Points;

    /// <summary>What the points shown on a page depend on besides its goods: the rules, and which campaigns run.</summary>
    public string EditionAt(DateTime now, Tier tier) =>
        $"{Terms.Number}.{string.Concat(Rules.Earning.Campaigns.Select(c => c.Runs(now, tier) ? '+' : '-'))}";
}
