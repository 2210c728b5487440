using System.Text.Json;
using System.Text.Json.Serialization;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>Everything that a rule set says. Values only: what it means is worked out by <see cref="EarningRules"/>, <see cref="Expiries"/> and <see cref="TierLadder"/>.</summary>
public sealed record ProgrammeRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a rule nobody understands is no rule
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new MoneyAsNumber() },
    };

    private static readonly JsonSerializerOptions Readable = new(Json) { WriteIndented = true };

    public EarningTerms Earning { get; init; } = new();
    public SpendingTerms Spending { get; init; } = new();
    public ReleaseTerms Release { get; init; } = new();
    public ExpiryTerms Expiry { get; init; } = new();
    public LadderTerms Ladder { get; init; } = new();
    public ReferralTerms Referral { get; init; } = new();

    /// <summary>Null where members cannot give each other points.</summary>
    public GiftTerms? Gifts { get; init; }

    /// <summary>What the books say that an outstanding point owes; null: what it is worth when it is spent.</summary>
    public PointValue? Liability { get; init; }

    /// <summary>How long what was bought at a tier can be sent back; points fall due when that is over.</summary>
    public int ReturnDays(Tier tier) => Ladder.Of(tier)?.Benefits.ReturnDays ?? Release.ReturnDays;

    /// <summary>What members of a tier have by right when they buy.</summary>
    public Entitlements EntitlementsOf(Tier tier) => Ladder.Of(tier) is not { } terms ? Entitlements.None : new Entitlements
    {
        From = terms.Name, PercentOffBasisPoints = terms.Benefits.PercentOffBasisPoints, FreeDeliveryFrom = terms.Benefits.FreeDeliveryFrom, ReturnDays = ReturnDays(tier), Early = EarlyRightOf(tier),
    };

    /// <summary>How much earlier than everybody members of a tier may see and buy what comes out.</summary>
    public EarlyRight EarlyRightOf(Tier tier) => Ladder.Of(tier) is { Benefits.EarlyAccessHours: > 0 } terms ? new EarlyRight(terms.Benefits.EarlyAccessHours, terms.Benefits.EarlyAccessQuota, terms.Name) : EarlyRight.None;

    /// <summary>What the accountant sets aside for outstanding points.</summary>
    public Money Owed(long points) => (Liability ?? Spending.Value).Of(points);

    /// <summary>The same for people to read and write.</summary>
    public string ToReadableJson() => JsonSerializer.Serialize(this, Readable);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="RuleBroken">It is not a rule set's content, or says something that this version does not know.</exception>
    public static ProgrammeRules FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgrammeRules>(text, Json) ?? throw new RuleBroken("There are no rules in it.");
        }
        catch (JsonException failure)
        {
            throw new RuleBroken($"The rules cannot be read at {failure.Path ?? "their start"}: {failure.Message}");
        }
    }

    // Money is written as its smallest units, as in every column.
    private sealed class MoneyAsNumber : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Minor);
    }
}

/// <summary>How many points an amount earns: so many points for so many smallest units of money.</summary>
public sealed record Rate(long Points, long PerMinor)
{
    /// <summary>Whole points only; what is left of an amount earns nothing.</summary>
    public long For(Money amount) => amount <= Money.Zero ? 0 : checked((long)((Int128)amount.Minor * Points / PerMinor));

    /// <summary>The smallest amount that earns so many points.</summary>
    public Money AmountFor(long points) => points <= 0 ? Money.Zero : new(checked((long)(((Int128)points * PerMinor + Points - 1) / Points)));
}

/// <summary>What points are worth: so many points for so many smallest units of money.</summary>
public sealed record PointValue(long Points, long Minor)
{
    /// <summary>Rounded down: points never pay more than they are worth.</summary>
    public Money Of(long points) => new(checked((long)((Int128)points * Minor / Points)));
}
