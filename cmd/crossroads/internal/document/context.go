// SPDX-License-Identifier: Apache-2.0

package document

// LeftOut is what matters on this border and the model does not know of.
func LeftOut() []string {
	return []string{
		"girls' schooling and women's rights under the Taliban", "Afghans expelled from Pakistan", "India and Iran",
		"the Islamic State's branch in Khorasan", "Baloch grievances, and groups that fight in Balochistan without a sanctuary in Afghanistan",
		"people driven from their homes", "the wounded", "the families of the dead", "the war of 2026",
	}
}

// dated is an event with its date in words.
type dated struct{ Date, Text string }

// AfterEssay is what happened after the essay was written, and one thing before
// it that it does not mention.
func AfterEssay() []dated {
	return []dated{
		{"17 June 2025, before the essay", "Kabul cancelled the oil contract on the Amu Darya that the essay names."},
		{"11–12 October 2025", "Fighting along the border. Each side gave different numbers of killed."},
		{"From 12 October 2025", "All crossings were shut. The main one was still shut in mid-February 2026."},
		{"19 October 2025", "A ceasefire was agreed in Doha, after a truce of 48 hours."},
		{"7–8 November 2025", "Talks in Istanbul ended without agreement; the truce held in name."},
		{"October to December 2025", "The United Nations counted 70 civilians killed and 478 injured in Afghanistan."},
		{"27 February 2026", "Pakistan's defence minister spoke of open war with Afghanistan."},
	}
}

// EssayAuthor says who wrote the essay and why that matters.
func EssayAuthor() []string {
	return []string{
		"The essay is an opinion piece of October 2025 by Qamar Bashir, a retired press secretary to a president of Pakistan who had served as press minister in Paris and press attaché in Malaysia. " +
			"He argues that force alone has failed and that Pakistan should take what he sees as China's way: invest, trade, talk, keep out of others' affairs.",
		"It matters because he is an informed voice from one side and not a neutral one. He quotes the army's figures for militants killed as given, takes the highest of several counts for the dead, " +
			"names an oil contract that had been cancelled four months earlier, and does not count civilians killed in Afghanistan. " +
			"That makes neither his figures nor his argument wrong. It is why each figure here stands beside what others count, and why the case against his argument gets the same space.",
	}
}
