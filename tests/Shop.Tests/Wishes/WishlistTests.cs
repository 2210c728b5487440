using Shop.Kernel;
using Shop.Wishes;

namespace Shop.Tests.Wishes;

public sealed class WishlistTests
{
    private static readonly DateTime Now = TestClock.Opening;
    private readonly Guid _mug = Guid.NewGuid(), _moss = Guid.NewGuid(), _clay = Guid.NewGuid();
    private readonly Wishlist _list = Wishlist.OfVisitor("print", Now);

    [Fact]
    public void A_thing_stands_on_it_once_and_a_chosen_form_takes_the_place_of_any_form()
    {
        Assert.True(_list.Add(_mug, null, "Mug", new Money(10_00), Now));
        Assert.False(_list.Add(_mug, null, "Mug", new Money(10_00), Now));
        Assert.False(_list.Add(_mug, _moss, "Mug", new Money(12_00), Now));
        Assert.True(_list.Add(_mug, _clay, "Mug", new Money(12_00), Now));
        Assert.False(_list.Add(_mug, null, "Mug", new Money(10_00), Now));
        Assert.Equal([(Guid?)_moss, _clay], _list.Items.Select(i => i.VariantId));
    }

    [Fact]
    public void It_holds_two_hundred_things()
    {
        for (var i = 0; i < Wishlist.MaxItems; i++) _list.Add(Guid.NewGuid(), null, "Mug", Money.Zero, Now);
        Assert.Throws<RuleBroken>(() => _list.Add(Guid.NewGuid(), null, "Mug", Money.Zero, Now));
    }

    [Fact]
    public void Taking_over_another_list_doubles_nothing_keeps_notes_and_can_be_done_again()
    {
        var own = Wishlist.OfCustomer(Guid.NewGuid(), "Kitchen", Now);
        own.Add(_mug, _moss, "Mug", Money.Zero, Now);
        _list.Add(_mug, _moss, "Mug", Money.Zero, Now);
        _list.Add(_mug, _clay, "Mug", Money.Zero, Now);
        _list.Write(_list.Items[0].Id, "Two of them", Now);

        own.TakeOver(_list, Now);
        own.TakeOver(_list, Now);

        Assert.Equal([(_moss, "Two of them"), (_clay, null)], own.Items.Select(i => (i.VariantId!.Value, i.Note)));
        Assert.Empty(_list.Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void A_list_has_a_name_of_some_length(string name) => Assert.Throws<RuleBroken>(() => _list.Rename(name));

    [Fact]
    public void A_new_address_ends_the_old_one_and_sharing_again_keeps_it()
    {
        Assert.Throws<RuleBroken>(_list.RenewAddress);
        _list.Share("  For my birthday ");
        var first = _list.ShareToken;
        _list.Share(null);
        Assert.Equal((first, null), (_list.ShareToken, _list.SharedAs));
        _list.RenewAddress();
        Assert.NotEqual(first, _list.ShareToken);
        _list.StopSharing();
        Assert.Null(_list.ShareToken);
    }
}
