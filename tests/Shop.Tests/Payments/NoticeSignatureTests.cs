using Shop.Payments;

namespace Shop.Tests.Payments;

public sealed class NoticeSignatureTests
{
    private static readonly DateTime Now = new(2026, 6, 2, 10, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);
    private const string Body = """{"id":"evt_1"}""";

    [Fact]
    public void A_notice_signed_with_the_secret_is_accepted() => Assert.True(Accepts(NoticeSignature.Sign(Body, "whsec_a", Now), "whsec_a"));

    [Fact]
    public void Either_of_two_secrets_in_force_is_accepted() => Assert.True(Accepts(NoticeSignature.Sign(Body, "whsec_new", Now), "whsec_old", "whsec_new"));

    [Fact]
    public void One_good_signature_among_several_is_enough() => Assert.True(Accepts(NoticeSignature.Sign(Body, "whsec_a", Now) + ",v1=00ff,v0=abc", "whsec_a"));

    [Fact]
    public void Another_body_is_refused() => Assert.False(NoticeSignature.IsValid(NoticeSignature.Sign(Body, "whsec_a", Now), Body + " ", ["whsec_a"], Tolerance, Now));

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void A_notice_from_another_time_is_refused(int seconds) => Assert.False(Accepts(NoticeSignature.Sign(Body, "whsec_a", Now.AddSeconds(seconds)), "whsec_a"));

    [Fact]
    public void A_blank_secret_signs_nothing() => Assert.False(Accepts(NoticeSignature.Sign(Body, "", Now), ""));

    [Fact]
    public void Without_a_secret_in_force_nothing_is_accepted() => Assert.False(Accepts(NoticeSignature.Sign(Body, "whsec_a", Now)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=1,v1=")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=-5,v1=00")]
    [InlineData("===,,,t=x")]
    public void Nonsense_is_refused(string? header) => Assert.False(Accepts(header, "whsec_a"));

    [Fact]
    public void The_older_scheme_v0_is_ignored() => Assert.False(Accepts(NoticeSignature.Sign(Body, "whsec_a", Now).Replace("v1=", "v0=", StringComparison.Ordinal), "whsec_a"));

    private static bool Accepts(string? header, params string[] secrets) => NoticeSignature.IsValid(header, Body, secrets, Tolerance, Now);
}
