using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

public sealed class SamePersonTests
{
    [Theory]
    [InlineData("Ada@Example.org", "ada@example.org")]
    [InlineData("ada+shop@example.org", "ada@example.org")]
    [InlineData("a.d.a+x@googlemail.com", "ada@gmail.com")]
    [InlineData("a.d.a@example.org", "a.d.a@example.org")] // elsewhere a dot tells two people apart
    [InlineData("+ada@example.org", "+ada@example.org")]
    [InlineData("ada", null)]
    [InlineData(null, null)]
    public void A_mailbox_is_where_mail_arrives(string? typed, string? mailbox) => Assert.Equal(mailbox, SamePerson.MailboxOf(typed));

    [Theory]
    [InlineData("+47 912 34 567", "91234567")]
    [InlineData("0047 91234567", "91234567")]
    [InlineData("912 34 567", "91234567")]
    [InlineData("12 345", null)] // too short to tell anybody apart
    public void A_telephone_number_is_its_last_digits(string typed, string? number) => Assert.Equal(number, SamePerson.PhoneOf(typed));

    [Fact]
    public void Each_trait_alone_is_enough_and_none_is_not()
    {
        var account = Guid.CreateVersion7();
        var place = SamePerson.PlaceOf(Given.Address())!;
        Assert.Equal(place, SamePerson.PlaceOf(Given.Address() with { Line1 = "HAVNEGATA  4", Name = "Somebody else", City = "Bergen " }));
        Assert.NotEqual(place, SamePerson.PlaceOf(Given.Address() with { Line1 = "Havnegata 5" }));
        Assert.Null(SamePerson.PlaceOf(Address.Empty));
        var ada = new Traits("ada@example.org", [place], ["+47 912 34 567"], ["card_a"], account);
        var bob = new Traits("bob@example.org", ["NO:5003:ELSEWHERE1"], ["+47 998 76 543"], ["card_b"], Guid.CreateVersion7());
        Assert.Null(SamePerson.Because(ada, bob));
        Assert.Null(SamePerson.Because(ada with { Email = null, Addresses = [], Phones = [], AccountId = null }, bob with { Email = null, Addresses = [], Phones = [], AccountId = null }));
        Assert.Equal("Both share one points account", SamePerson.Because(ada, bob with { AccountId = account }));
        Assert.Equal("Both have the same mailbox", SamePerson.Because(ada, bob with { Email = "ada+two@example.org" }));
        Assert.Equal("Both have the same telephone number", SamePerson.Because(ada, bob with { Phones = ["91234567"] }));
        Assert.Equal("Both have the same address", SamePerson.Because(ada, bob with { Addresses = [place] }));
    }

    [Fact]
    public void A_referral_is_settled_once_and_staff_sign_with_a_reason()
    {
        var (now, staff) = (TestClock.Opening, Actor.Staff(Guid.Empty, "Kari"));
        var referral = Referral.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), "Ingrid Solberg", Guid.CreateVersion7(), now);
        Assert.Equal("Ingrid", referral.FriendName);
        Assert.Equal("W.", Referral.Of(default, default, new string('W', 40), default, now).FriendName);
        Assert.False(referral.Earn(100, now)); // nothing was bought
        var order = Guid.CreateVersion7();
        referral.Follow(order);
        referral.Follow(Guid.CreateVersion7());
        Assert.Equal((ReferralState.Ordered, order), (referral.State, referral.OrderId!.Value));
        referral.WaitForAnother();
        Assert.Equal((ReferralState.Joined, null), (referral.State, referral.OrderId));
        referral.Follow(order);
        referral.AskStaff("Many friends");
        Assert.False(referral.Earn(100, now));
        Assert.Contains("Write why", Assert.Throws<RuleBroken>(() => referral.Approve(staff, " ")).Message, StringComparison.Ordinal);
        referral.Approve(staff, "A school class");
        Assert.Equal((ReferralState.Ordered, true, "Kari", "A school class"), (referral.State, referral.IsDecided, referral.DecidedBy, referral.Decision));
        Assert.True(referral.Earn(100, now));
        Assert.False(referral.Earn(100, now));
        referral.Refuse("Too late", now);
        Assert.Equal((ReferralState.Earned, 100), (referral.State, referral.Points));
        Assert.Throws<RuleBroken>(() => referral.RefuseBy(staff, "Too late", now));
        Assert.Throws<RuleBroken>(() => referral.Approve(staff, "Again"));
    }
}
