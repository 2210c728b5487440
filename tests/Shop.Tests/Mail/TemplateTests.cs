using Shop.Mail;

namespace Shop.Tests.Mail;

public sealed class TemplateTests
{
    [Fact]
    public void Values_are_encoded_in_html_and_plain_in_text()
    {
        var template = Template.Parse("Hello {{name}}!");
        var values = new MailValues { { "name", "<b>Ada & co</b>" } };
        Assert.Equal("Hello &lt;b&gt;Ada &amp; co&lt;/b&gt;!", template.FillHtml(values));
        Assert.Equal("Hello <b>Ada & co</b>!", template.FillText(values));
    }

    [Fact]
    public void A_value_that_looks_like_a_hole_is_only_text() =>
        Assert.Equal("{{secret}}", Template.Parse("{{name}}").FillText(new MailValues { { "name", "{{secret}}" }, { "secret", "s" } }));

    [Fact]
    public void Blocks_repeat_stay_or_go()
    {
        var template = Template.Parse("{{#lines}}{{quantity}} {{product}} for {{who}};{{/lines}}{{#note}}[{{note}}]{{/note}}{{^note}}-{{/note}}");
        MailValues Of(string note) => new() { { "who", "Ada" }, { "note", note }, { "lines", [new() { { "quantity", "2" }, { "product", "Mug" } }, new() { { "quantity", "1" }, { "product", "Pot" } }] } };
        Assert.Equal("2 Mug for Ada;1 Pot for Ada;-", template.FillText(Of("")));
        Assert.Equal("2 Mug for Ada;1 Pot for Ada;[by hand]", template.FillText(Of("by hand")));
    }

    [Fact]
    public void An_empty_list_is_absent() =>
        Assert.Equal("none", Template.Parse("{{#lines}}some{{/lines}}{{^lines}}none{{/lines}}").FillText(new MailValues { { "lines", new List<MailValues>() } }));

    [Theory]
    [InlineData("{{#a}}never closed")]
    [InlineData("closed {{/a}}")]
    [InlineData("{{#a}}{{#b}}{{/a}}{{/b}}")]
    public void A_broken_template_is_refused(string text) => Assert.Throws<FormatException>(() => Template.Parse(text));

    [Fact]
    public void Empty_lines_around_what_is_left_out_close_and_those_that_somebody_typed_stay()
    {
        var template = Template.Parse("Hello,\n{{#gift}}\n{{gift}}\n{{/gift}}\n{{#note}}\n{{note}}\n{{/note}}\n\nBye");
        Assert.Equal("Hello,\n\nBye", template.FillText(new MailValues { { "gift", "" }, { "note", "" } }));
        Assert.Equal("Hello,\n\n5\n\none\n\n\ntwo\n\nBye", template.FillText(new MailValues { { "gift", "5" }, { "note", "one\n\n\ntwo" } }));
    }

    [Fact]
    public void A_hole_nobody_fills_is_a_mistake() => Assert.Throws<InvalidOperationException>(() => Template.Parse("{{nobody}}").FillText([]));
}
