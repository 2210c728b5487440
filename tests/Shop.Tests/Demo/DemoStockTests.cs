using Shop.Catalog;
using Shop.Demo;

namespace Shop.Tests.Demo;

/// <summary>The demo's deliveries make its sales possible.</summary>
public sealed class DemoStockTests
{
    private static readonly DateTime Opened = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 300)]
    [InlineData(40, 0)]
    [InlineData(76, 900)]
    public void The_shelf_is_never_empty_when_something_is_sold_and_ends_as_it_should(int leftToday, int sales)
    {
        var dice = new Dice(5, 5);
        var sold = Enumerable.Range(0, sales).Select(i => new StockMovement
        {
            Kind = i % 20 == 19 ? StockMovementKind.Return : StockMovementKind.Sale, Quantity = i % 20 == 19 ? 1 : -dice.Between(1, 6), At = Opened.AddHours(5 + i * 20),
        }).ToList();

        var onHand = 0;
        foreach (var movement in sold.Concat(DemoStock.Receipts(Guid.NewGuid(), leftToday, Opened, sold)).OrderBy(m => m.At).ThenByDescending(m => m.Quantity))
            Assert.True((onHand += movement.Quantity) >= 0, $"{onHand} at {movement.At:O}");
        Assert.Equal(leftToday, onHand);
    }
}
