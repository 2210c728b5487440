using Microsoft.EntityFrameworkCore;

namespace Shop.Tests.Architecture;

/// <summary>Money, points and rates are whole numbers of their smallest unit: what rounds by itself is kept in no column.</summary>
public sealed class ColumnTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    // An arrow here is a decision: “Entity.Property”, with the reason why rounding does not matter.
    private static readonly string[] MayRound = [];

    [Fact]
    public async Task No_column_holds_a_number_that_rounds()
    {
        var found = await shop.InDb(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(e => e.GetProperties())
            .Where(p => Rounds(p.ClrType) || Rounds(p.GetTypeMapping().Converter?.ProviderClrType))
            .Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}").ToList()));
        Assert.Empty(found.Except(MayRound));
    }

    [Theory]
    [InlineData(typeof(decimal), true)]
    [InlineData(typeof(double?), true)]
    [InlineData(typeof(float), true)]
    [InlineData(typeof(long), false)]
    [InlineData(null, false)]
    public void A_number_that_rounds_is_noticed(Type? type, bool rounds) => Assert.Equal(rounds, Rounds(type));

    private static bool Rounds(Type? type) => (type is null ? null : Nullable.GetUnderlyingType(type) ?? type) is { } number
        && (number == typeof(decimal) || number == typeof(double) || number == typeof(float));
}
