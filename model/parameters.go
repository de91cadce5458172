// SPDX-License-Identifier: Apache-2.0

package model

// Parameters are what nobody sets: how people, hosts, money and arms respond.
type Parameters struct {
	Inflow             float64
	Contagion          float64
	Pool               float64
	Exit               float64
	GrievanceGain      float64
	HardShare          float64
	Replacement        float64
	Avenging           float64
	KillPerOperation   float64
	Refuge             float64
	CaptureShare       float64
	Selectivity        float64
	CivilianRatio      float64
	PreciseShare       float64
	CrossBorderRatio   float64
	ExchangeRatio      float64
	IntelligenceFloor  float64
	AttackRate         float64
	ReconcilableWeight float64
	ShelterFloor       float64
	Revenge            float64
	Presence           float64
	Suppression        float64
	TempoReference     float64
	DeathsPerAttack    float64
	CivilianShare      float64
	Emboldening        float64
	Infiltration       float64
	HarmGain           float64
	InterferenceGain   float64
	GrievanceTime      float64
	Hardening          float64
	Reconciliation     float64
	RealisedShare      float64
	BuildTime          float64
	StallFloor         float64
	Depreciation       float64
	Destruction        float64
	AttacksHalf        float64
	Sabotage           float64
	TiesHalf           float64
	Development        float64
	OutputRatio        float64
	EconomicLeverage   float64
	LeverageThreshold  float64
	Sympathy           float64
	TrustEffect        float64
	Compliance         float64
	Defiance           float64
	HostResponseTime   float64
	Spoiling           float64
	HarmLoss           float64
	PromiseLoss        float64
	TrustTime          float64
	PerceptionTime     float64
	OperationCost      float64
	PrecisionPremium   float64
	ProgrammeCost      float64
	TradeValue         float64
	StartFighters      float64
	StartSanctuary     float64
	StartGrievance     float64
	StartCapital       float64
	StartTrust         float64
}

// Kind says how a parameter is treated when assumptions are drawn.
type Kind string

// The kinds of parameter: Uncertain ones steer the system and are drawn;
// Accounting ones only turn what happened into deaths by side or money and are
// drawn; Constant ones are held.
const (
	Uncertain  Kind = "uncertain"
	Accounting Kind = "accounting"
	Constant   Kind = "constant"
)

// Confidence grades what a central value and its range rest on.
type Confidence string

// The grades of confidence, from firm to weak.
const (
	Cited          Confidence = "cited"
	SeveralStudies Confidence = "several studies"
	FewStudies     Confidence = "few studies"
	Judgement      Confidence = "judgement"
)

// Range is a centre and the spread around it.
type Range struct{ Low, Centre, High float64 }

// Parameter is one row of ParameterTable: a quantity, its documented range and
// what that range depends on. Central is the value the program runs on: the
// documented one, or where the counts of 2021 to 2025 speak to it the one
// fitted to them.
type Parameter struct {
	Quantity
	Low, Documented, High float64
	Central               float64 // not in the rows below: Documented, or what fittedCentres has
	Kind                  Kind
	Confidence            Confidence
	Dimension             int      // place in a low-discrepancy sequence; never reused
	Source                string   // author, year and place, or "assumption: " and the reason
	Literature            *Range   // what the literature has, in the row's unit; nil where it has nothing
	Because               string   // why Documented departs from the centre of the literature or the range is narrower
	Evidence              []string // rows of the evidence ledger that bear on it
	of                    func(*Parameters) *float64
}

// Of is the value of the parameter in p, to read or to set.
func (row *Parameter) Of(p *Parameters) *float64 { return row.of(p) }

// Central holds every parameter at its central value.
func Central() Parameters {
	var p Parameters
	for i := range ParameterTable {
		*ParameterTable[i].of(&p) = ParameterTable[i].Central
	}
	return p
}

// Documented holds every parameter at its documented value, before any fit.
func Documented() Parameters {
	var p Parameters
	for i := range ParameterTable {
		*ParameterTable[i].of(&p) = ParameterTable[i].Documented
	}
	return p
}

// Fitted reports whether the central value is fitted to counts.
func (row *Parameter) Fitted() bool { return row.Central != row.Documented }

// centred fills in the central values.
func centred(table []Parameter) []Parameter {
	for i := range table {
		row := &table[i]
		row.Central = row.Documented
		if v, fitted := fittedCentres[row.Name]; fitted {
			row.Central = v
		}
	}
	return table
}

// ParameterTable holds one row per parameter, in the order in which the
// equations use them.
var ParameterTable = centred([]Parameter{
	{
		Quantity: Quantity{"inflow", "Inflow", "fighter/year", "Recruits a year that come whatever happens, while shelter is full and nobody holds them back."},
		Low:      150, Documented: 350, High: 700, Kind: Uncertain, Confidence: Judgement, Dimension: 1,
		Source:   "assumption: with contagion it keeps fighters about as many while 600 to 2100 a year are reported killed (United Nations 2024 and 2025: 6000 to 6500 and 6000); nobody counts recruits",
		Evidence: []string{"UN-2021-fighters", "UN-2024-fighters", "UN-2025-fighters"},
		of:       func(p *Parameters) *float64 { return &p.Inflow },
	},
	{
		Quantity: Quantity{"contagion", "Contagion", "1/year", "Recruits a year per fighter in full shelter: the movement recruits for itself."},
		Low:      0.2, Documented: 0.5, High: 0.7, Kind: Uncertain, Confidence: Judgement, Dimension: 2,
		Source:   "assumption: attacks grew by 0.35 a year in 2020-2025 and by 0.16 to 0.53 from year to year once sanctuary opened (PICSS, derived), divided by 0.75, the square of the shelter of those years",
		Evidence: []string{"PICSS-2020-attacks", "PICSS-2021-attacks", "PICSS-2022-attacks", "PICSS-2023-attacks", "PICSS-2024-attacks", "PICSS-2025-attacks"},
		of:       func(p *Parameters) *float64 { return &p.Contagion },
	},
	{
		Quantity: Quantity{"pool", "Recruitment pool", "fighter", "Fighters there could ever be at one time; recruitment slows as it empties."},
		Low:      15000, Documented: 25000, High: 50000, Kind: Uncertain, Confidence: Judgement, Dimension: 3,
		Source:   "assumption: more than the fighters there are, which the United Nations (6000 across the border) and the provincial police (8000 inside) put at up to 14 000; the top is the movement that took Kabul in 2021, 60 000 to 75 000, remembered and unverified",
		Evidence: []string{"UN-2025-fighters", "officials-2023", "police-2025"},
		of:       func(p *Parameters) *float64 { return &p.Pool },
	},
	{
		Quantity: Quantity{"exit", "Natural exit", "1/year", "Share of fighters who leave of themselves in a year."},
		Low:      0.02, Documented: 0.06, High: 0.15, Kind: Uncertain, Confidence: Judgement, Dimension: 4,
		Source:     "Caulkins et al. (2008): 0.05 a year, remembered and unverified, in a model free of units; the range is judged",
		Literature: &Range{0.02, 0.05, 0.15},
		Because:    "it is a round figure a little above one that was not read",
		Evidence:   []string{"Caulkins-2008"},
		of:         func(p *Parameters) *float64 { return &p.Exit },
	},
	{
		Quantity: Quantity{"grievance_gain", "Pull of grievance", "1", "How much full grievance adds to the motive to join."},
		Low:      0, Documented: 0.8, High: 2, Kind: Uncertain, Confidence: FewStudies, Dimension: 5,
		Source:     "Caulkins et al. (2008): force that provokes doubles recruitment, 1 of 0 to 2, remembered and unverified; Shah (2018): little or none from drones in Pakistan",
		Literature: &Range{0, 1, 2},
		Because:    "the one study of this country finds less than the theory",
		Evidence:   []string{"Caulkins-2008", "Shah-2018", "Dell-2018", "Condra-2010"},
		of:         func(p *Parameters) *float64 { return &p.GrievanceGain },
	},
	{
		Quantity: Quantity{"hard_share", "Hard core among recruits", "1", "Share of recruits no terms on offer would bring home."},
		Low:      0.3, Documented: 0.5, High: 0.8, Kind: Uncertain, Confidence: Judgement, Dimension: 6,
		Source:   "assumption: half; the triage of detainees in Swat (Daily Times 2014) shows that both kinds exist and gives no share",
		Evidence: []string{"Swat-2014", "E34"},
		of:       func(p *Parameters) *float64 { return &p.HardShare },
	},
	{
		Quantity: Quantity{"replacement", "Replacement", "1", "Recruits that each fighter killed brings in, in full shelter and with an empty movement."},
		Low:      0, Documented: 0.75, High: 1.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 7,
		Source:     "Kaplan et al. (2005): killing militants raised recruitment (the estimate was not seen); United Nations strengths stayed at about 6000 while 951 and then 2138 were reported killed (PICSS 2024, 2025), which takes a level near 1; Falk (2015) finds the contrary",
		Literature: &Range{0, 0.75, 1.5},
		Because:    "the centre lies between Falk and the strengths; the range was widened on both sides after it was seen how much depends on it",
		Evidence:   []string{"Kaplan-2005", "Falk-2015", "UN-2024-fighters", "UN-2025-fighters", "PICSS-2024-mil", "PICSS-2025-mil"},
		of:         func(p *Parameters) *float64 { return &p.Replacement },
	},
	{
		Quantity: Quantity{"avenging", "Vengeance", "fighter/death", "Recruits that each civilian killed in operations brings in."},
		Low:      0, Documented: 0.5, High: 3, Kind: Uncertain, Confidence: Judgement, Dimension: 8,
		Source:     "assumption: Condra et al. (2010) have 0 to 3 more incidents, not recruits, per incident that kills civilians; Shah (2018) and Kaplan et al. (2005) find little or no recruitment from it",
		Literature: &Range{0, 0.5, 3},
		Evidence:   []string{"Condra-2010", "Shah-2018", "Kaplan-2005"},
		of:         func(p *Parameters) *float64 { return &p.Avenging },
	},
	{
		Quantity: Quantity{"kill_per_operation", "Removals per operation", "fighter/major operation", "Fighters one major operation removes where fighters are many."},
		Low:      30, Documented: 57, High: 75, Kind: Uncertain, Confidence: Cited, Dimension: 9,
		Source:   "Bashir (2025): 229 militants in four operations by the army's account, 57 each, from 19 to 145; taken as what an operation reaches where fighters are many",
		Evidence: []string{"E14", "E15", "E17b", "E19", "E13-E19"},
		of:       func(p *Parameters) *float64 { return &p.KillPerOperation },
	},
	{
		Quantity: Quantity{"refuge", "Refuge", "fighter", "Number of fighters at which hiding halves what an operation finds."},
		Low:      2000, Documented: 4000, High: 8000, Kind: Uncertain, Confidence: Judgement, Dimension: 10,
		Source:   "assumption: the form is Holling's third; Kress and Szechtman (2009) show why force without intelligence contains and does not finish, and give no number",
		Evidence: []string{"Kress-2009", "E28"},
		of:       func(p *Parameters) *float64 { return &p.Refuge },
	},
	{
		Quantity: Quantity{"capture_share", "Capture share", "1", "Share of those removed who are captured when operations are fully aimed."},
		Low:      0.1, Documented: 0.4, High: 0.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 11,
		Source:   "PICSS: arrested among arrested and killed 0.54 in 2021, 0.51 in 2023, 0.22 in 2024, 0.19 in 2025 (derived; suspects, and for all operations, while the row is for aimed ones)",
		Evidence: []string{"PICSS-2021-arrested", "PICSS-2023-arrested", "PICSS-2024-arrested", "PICSS-2025-arrested", "Kaplan-2005"},
		of:       func(p *Parameters) *float64 { return &p.CaptureShare },
	},
	{
		Quantity: Quantity{"selectivity", "Price of precision", "1", "Share of removals given up when every operation is intelligence-led."},
		Low:      0, Documented: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 12,
		Source: "assumption: intelligence takes time, so operations led by it are slower and smaller; no figure was found",
		of:     func(p *Parameters) *float64 { return &p.Selectivity },
	},
	{
		Quantity: Quantity{"civilian_ratio", "Civilians per fighter killed", "death/fighter", "Civilians of Pakistan killed per fighter killed by unaimed operations."},
		Low:      0.03, Documented: 0.1, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 13,
		Source:     "Bureau of Investigative Journalism (2014): 0.06 to 0.63 for Pakistani air strikes (derived); PICSS: 0.025 for operations of all kinds in seven months of 2025 (derived), where the army says who was a militant",
		Literature: &Range{0.06, 0.2, 0.63},
		Because:    "580 civilians were killed in 2025 in attacks and operations together (PICSS): those killed in attacks taken off, about 0.07 for each of the 2138 militants reported killed are left, so the centre and the top lie lower",
		Evidence:   []string{"TBIJ-2014", "drones-2018", "PICSS-2025-civ", "CRSS-2024-civ", "PICSS-2025-opsciv"},
		of:         func(p *Parameters) *float64 { return &p.CivilianRatio },
	},
	{
		Quantity: Quantity{"precise_share", "Harm left when aimed", "1", "Share of civilian_ratio that remains when operations are fully aimed."},
		Low:      0.1, Documented: 0.5, High: 0.9, Kind: Uncertain, Confidence: FewStudies, Dimension: 14,
		Source:   "derived: 0.10 for drones (three tallies, 0.05 to 0.48) over 0.20 for air strikes (Bureau of Investigative Journalism 2014) is 0.5",
		Evidence: []string{"drones-2018", "TBIJ-2014"},
		of:       func(p *Parameters) *float64 { return &p.PreciseShare },
	},
	{
		Quantity: Quantity{"cross_border_ratio", "Civilians abroad per strike", "death/major operation", "Civilians of Afghanistan killed per major operation at full interference."},
		Low:      0, Documented: 10, High: 30, Kind: Uncertain, Confidence: FewStudies, Dimension: 15,
		Source:     "UNAMA (2025): 70 killed in the last quarter of 2025; with 14 major operations in a quarter that is 5 each at full interference and 34 at the 0.15 of the history (derived)",
		Literature: &Range{5, 13, 34},
		Because:    "most of the 70 were killed in a clash of two armies, which the model leaves out",
		Evidence:   []string{"O03", "Barmal-2024"},
		of:         func(p *Parameters) *float64 { return &p.CrossBorderRatio },
	},
	{
		Quantity: Quantity{"exchange_ratio", "Exchange ratio", "fighter/death", "Fighters removed per member of the security forces killed in operations that no intelligence leads."},
		Low:      3, Documented: 10, High: 15, Kind: Uncertain, Confidence: Cited, Dimension: 16,
		Source:     "Bashir (2025): 12.1 in the sweep called Sarbakaf, 2.9 and 1.7 in raids, 6.5 in four operations together; army press office on the operation of 2014: 2763 over 347 is 8.0; for the country, attacks included, 1.0 to 3.2",
		Literature: &Range{5, 9.2, 12.1},
		Because:    "it is stated at precision 0: the 8.0 of 2014 is 9.2 there if a third of those operations were led by intelligence (precision_premium), the one sweep has 12.1, and the centre lies between",
		Evidence:   []string{"E13-E19", "Zarb-2015-ratio", "C18a", "C18b", "C18c", "E16", "E17a", "E18", "PICSS-2025-opssf"},
		of:         func(p *Parameters) *float64 { return &p.ExchangeRatio },
	},
	{
		Quantity: Quantity{"intelligence_floor", "Intelligence without trust", "1", "Share of orders to be precise that can be met where nobody trusts the state."},
		Low:      0.1, Documented: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 17,
		Source:   "assumption: that intelligence comes from people is the finding of Kress and Szechtman (2009); how much comes without them was not found",
		Evidence: []string{"Kress-2009", "Caulkins-2009"},
		of:       func(p *Parameters) *float64 { return &p.IntelligenceFloor },
	},
	{
		Quantity: Quantity{"attack_rate", "Attacks per fighter", "attack/fighter/year", "Attacks a year per hard-line fighter in full shelter, without grievance or operations."},
		Low:      0.1, Documented: 0.24, High: 0.58, Kind: Uncertain, Confidence: FewStudies, Dimension: 18,
		Source:     "derived: 0.08 to 0.20 attacks per fighter and year (United Nations team, 573 over 4000 and 1206 over 6000; PICSS, 1063 over 14 000), divided by the zeal and shelter of 2025, about 0.7; a disputed tally of 3500 attacks gives 0.58",
		Literature: &Range{0.11, 0.18, 0.28},
		Because:    "the model's unit is the essay's incident, of which there are more than think tanks count attacks (1170 beside 645 in 2023)",
		Evidence:   []string{"UN-2021-ttp", "UN-2023-ttp", "UN-2025-ttp", "UN-2024-fighters", "PICSS-2025-attacks", "police-2025"},
		of:         func(p *Parameters) *float64 { return &p.AttackRate },
	},
	{
		Quantity: Quantity{"reconcilable_weight", "Zeal of reconcilables", "1", "Attacks by a reconcilable fighter relative to a hard-line one."},
		Low:      0.3, Documented: 0.6, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 19,
		Source: "assumption: the less committed attack less; no figure was found",
		of:     func(p *Parameters) *float64 { return &p.ReconcilableWeight },
	},
	{
		Quantity: Quantity{"shelter_floor", "Fight without Kabul", "1", "Share of the fight that needs no sanctuary in Afghanistan."},
		Low:      0.2, Documented: 0.4, High: 0.7, Kind: Uncertain, Confidence: FewStudies, Dimension: 20,
		Source:     "0.26 to 0.41 of attacks fall in Balochistan (PICSS 2023, PIPS 2025, ministry 2023), most by groups that need nobody in Kabul (GTI 2024: 504 attacks)",
		Literature: &Range{0.26, 0.36, 0.41},
		Because:    "others too fight from inside Pakistan, 8000 of them by the provincial police (2025)",
		Evidence:   []string{"C16", "PICSS-2023-bal_attacks", "PIPS-2025-bal_attacks", "MOI-2023-bal_attacks", "GTI-2024-baloch", "police-2025", "E06", "C17"},
		of:         func(p *Parameters) *float64 { return &p.ShelterFloor },
	},
	{
		Quantity: Quantity{"revenge", "Revenge", "attack/death", "Attacks that each civilian killed in operations provokes."},
		Low:      0, Documented: 1.5, High: 3, Kind: Uncertain, Confidence: FewStudies, Dimension: 21,
		Source:     "Condra et al. (2010): 0.5 and 2.5 more incidents per civilian killed in Afghanistan by two accounts (derived), 0 in Iraq; Dell and Querubin (2018): more after bombing; Lyall (2009): fewer after shelling",
		Literature: &Range{0, 1.5, 2.5},
		Because:    "the fall after shelling is carried by presence, so that this row holds the rise alone; it was settled after it was seen what depends on it",
		Evidence:   []string{"Condra-2010", "Lyall-2009", "Dell-2018", "MirMoore-2019"},
		of:         func(p *Parameters) *float64 { return &p.Revenge },
	},
	{
		Quantity: Quantity{"presence", "Presence", "1", "How far operations at the reference tempo hold attacks down, aimed or not."},
		Low:      0, Documented: 0.25, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 65,
		Source:     "Lyall (2009): 24 % fewer attacks after shelling, which is 0.32 at the reference tempo (derived); Rehman et al. (2017) and Dell and Querubin (2018): none fewer, or more",
		Literature: &Range{0, 0.16, 0.32},
		Because:    "the centre lies between none and the one study that found fewer, nearer to the latter because revenge is counted by itself here; nothing bounds the top",
		Evidence:   []string{"Lyall-2009", "Rehman-2017", "Dell-2018"},
		of:         func(p *Parameters) *float64 { return &p.Presence },
	},
	{
		Quantity: Quantity{"suppression", "Suppression", "1", "How far aimed operations at the reference tempo hold attacks down."},
		Low:      0, Documented: 0.75, High: 1.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 22,
		Source:     "Mir and Moore (2019): 43 to 62 % fewer attacks while drones flew, which is 0.75 to 1.63 at the reference tempo and full aim (derived); Johnston and Sarbahi (2016): gone when strikes stop",
		Literature: &Range{0.75, 1, 1.63},
		Because:    "it takes the low end, because the drones flew over one district and ordinary operations went with more violence (Rehman et al. 2017)",
		Evidence:   []string{"MirMoore-2019", "Johnston-2016", "Rehman-2017", "Lyall-2009"},
		of:         func(p *Parameters) *float64 { return &p.Suppression },
	},
	{
		Quantity: Quantity{"tempo_reference", "Reference tempo", "major operation/year", "Tempo at which suppression is stated."},
		Low:      40, Documented: 40, High: 40, Kind: Constant, Confidence: Judgement, Dimension: 23,
		Source: "a definition: the tempo at which suppression is stated",
		of:     func(p *Parameters) *float64 { return &p.TempoReference },
	},
	{
		Quantity: Quantity{"deaths_per_attack", "Deaths per attack", "death/attack", "Civilians and security forces killed per attack."},
		Low:      0.6, Documented: 0.78, High: 1.5, Kind: Uncertain, Confidence: Cited, Dimension: 24,
		Source:     "Bashir (2025): 1000 killed over 1170 incidents is 0.85, operations included; ministry 0.61 (930 over 1514), PIPS 1.13 (2025), GTI 1.45 (2023) and 0.98 (2024), derived",
		Literature: &Range{0.61, 0.85, 1.45},
		Because:    "those killed in operations are taken off the essay's 0.85",
		Evidence:   []string{"E04", "E05", "E06", "E05-E06", "MOI-2023-attacks", "GTI-2023-deaths", "GTI-2024-deaths", "PIPS-2025-attacks"},
		of:         func(p *Parameters) *float64 { return &p.DeathsPerAttack },
	},
	{
		Quantity: Quantity{"civilian_share", "Civilian share", "1", "Share of civilians among those killed in attacks."},
		Low:      0.38, Documented: 0.46, High: 0.58, Kind: Accounting, Confidence: SeveralStudies, Dimension: 25,
		Source:     "security forces are 0.54 of those killed, from 0.42 (CRSS 2024) to 0.62 (ministry 2023 and 2024), with PICSS 0.52 and PIPS 0.55 between; all read the same press",
		Literature: &Range{0.38, 0.46, 0.58},
		Evidence:   []string{"C14", "PICSS-2024-civ", "PICSS-2024-sf", "CRSS-2024-civ", "CRSS-2024-sf", "MOI-2023-civ", "MOI-2023-sf", "PIPS-2025-civ", "PIPS-2025-sf"},
		of:         func(p *Parameters) *float64 { return &p.CivilianShare },
	},
	{
		Quantity: Quantity{"emboldening", "Talks that embolden", "1", "How much talks and a narrative at full add to attacks where nobody trusts."},
		Low:      0, Documented: 0.2, High: 0.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 26,
		Source:     "Rehman et al. (2017): accords without effect in 1974-2015; NACTA (2022): the talks of 2021-2022 emboldened; attacks after that ceasefire a third above before (claims by TTP)",
		Literature: &Range{-0.2, 0, 0.6},
		Because:    "the latest talks point up; what talks take away comes through trust and reconciliation. Talks are half of what is said, so the range is twice that of talks alone",
		Evidence:   []string{"Rehman-2017", "NACTA-2022", "N01", "N03", "C22"},
		of:         func(p *Parameters) *float64 { return &p.Emboldening },
	},
	{
		Quantity: Quantity{"infiltration", "Open-border risk", "1", "How much a fully open border adds to attacks."},
		Low:      0, Documented: 0.1, High: 0.3, Kind: Uncertain, Confidence: Judgement, Dimension: 27,
		Source:   "assumption: governments close borders for a reason; no figure was found for or against",
		Evidence: []string{"T12", "C21"},
		of:       func(p *Parameters) *float64 { return &p.Infiltration },
	},
	{
		Quantity: Quantity{"harm_gain", "Grievance from harm", "year/death", "Grievance provoked per civilian killed in operations a year."},
		Low:      0.0005, Documented: 0.003, High: 0.01, Kind: Uncertain, Confidence: Judgement, Dimension: 28,
		Source:   "assumption: 330 civilians killed a year would sustain half the full grievance; the sign is that of Condra et al. (2010) and Lyall et al. (2013), against Shah (2018)",
		Evidence: []string{"Condra-2010", "Lyall-2013", "Shah-2018"},
		of:       func(p *Parameters) *float64 { return &p.HarmGain },
	},
	{
		Quantity: Quantity{"interference_gain", "Grievance from interference", "1", "Grievance provoked by full interference."},
		Low:      0, Documented: 0.4, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 29,
		Source:   "Bashir (2025): intervention provokes backlash, without a number; Dell and Querubin (2018) have the sign, no rate",
		Evidence: []string{"E29", "Dell-2018"},
		of:       func(p *Parameters) *float64 { return &p.InterferenceGain },
	},
	{
		Quantity: Quantity{"grievance_time", "Memory of wrongs", "year", "Time over which grievance builds and fades."},
		Low:      0.5, Documented: 2, High: 6, Kind: Uncertain, Confidence: Judgement, Dimension: 30,
		Source:   "assumption: years; Condra et al. (2010) measured the revenge of weeks (0.125 to 0.5 years), which is the row revenge, and not this slow grievance",
		Evidence: []string{"Condra-2010", "Lyall-2013"},
		of:       func(p *Parameters) *float64 { return &p.GrievanceTime },
	},
	{
		Quantity: Quantity{"hardening", "Hardening", "1/year", "Share of reconcilables who harden in a year at full grievance."},
		Low:      0.02, Documented: 0.08, High: 0.2, Kind: Uncertain, Confidence: Judgement, Dimension: 31,
		Source: "assumption; no figure was found",
		of:     func(p *Parameters) *float64 { return &p.Hardening },
	},
	{
		Quantity: Quantity{"reconciliation", "Reconciliation", "1/year", "Share of reconcilables who come home in a year at full dialogue and trust."},
		Low:      0.005, Documented: 0.05, High: 0.11, Kind: Uncertain, Confidence: FewStudies, Dimension: 32,
		Source:     "Washington Post (2016): 11 000 in six years, 0.057 of all fighters a year and about twice that of the reconcilable half (derived); SIGAR (2019): no significant number returned for good",
		Literature: &Range{0.01, 0.06, 0.11},
		Because:    "relapse is taken off, after SIGAR's verdict",
		Evidence:   []string{"APRP-2016", "SIGAR-2019", "Swat-2014", "E34"},
		of:         func(p *Parameters) *float64 { return &p.Reconciliation },
	},
	{
		Quantity: Quantity{"realised_share", "Realised share", "1", "Share of announced investment that is ever disbursed."},
		Low:      0.09, Documented: 0.35, High: 0.5, Kind: Uncertain, Confidence: SeveralStudies, Dimension: 33,
		Source:     "Dayant and Stanhope (2024): 0.35 of Chinese pledges in South-East Asia; the corridor in Pakistan 0.41 to 0.50; Mes Aynak 0.09 to 0.15; promises to the former tribal areas 0.28 to 0.37; Amu Darya cancelled in its 29th month",
		Literature: &Range{0.09, 0.35, 0.5},
		Evidence:   []string{"C19", "Lowy-2024", "CPEC-2022", "exFATA-2024", "I01", "I02", "I03", "I04", "I05", "I06", "E22", "E23", "E24", "E25"},
		of:         func(p *Parameters) *float64 { return &p.RealisedShare },
	},
	{
		Quantity: Quantity{"build_time", "Building time", "year", "Time from disbursement to a finished project in safety."},
		Low:      1.5, Documented: 4, High: 9, Kind: Uncertain, Confidence: FewStudies, Dimension: 34,
		Source:     "the corridor in Pakistan: a time constant of 6 to 8 years (derived); plants and roads 2 to 5 years and dams 8.6 (Ansar et al. 2014), both remembered and unverified; Mes Aynak 17 years without copper",
		Literature: &Range{1.5, 5, 9},
		Because:    "it stands for a mixture of small works of about 3 years and large ones of about 7, with more of the small; mines count as not realised",
		Evidence:   []string{"CPEC-2022", "Ansar-2014", "I05", "E21"},
		of:         func(p *Parameters) *float64 { return &p.BuildTime },
	},
	{
		Quantity: Quantity{"stall_floor", "Building under fire", "1", "Pace of the last stage where nobody has confidence, relative to safety."},
		Low:      0.1, Documented: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 35,
		Source:   "assumption: work on two dams stopped after the attack of March 2024 (Daily Star), for a time that is unverified",
		Evidence: []string{"Bisham-2024"},
		of:       func(p *Parameters) *float64 { return &p.StallFloor },
	},
	{
		Quantity: Quantity{"depreciation", "Depreciation", "1/year", "Share of capital that wears out in a year."},
		Low:      0.025, Documented: 0.04, High: 0.07, Kind: Uncertain, Confidence: Judgement, Dimension: 36,
		Source:     "public capital 0.025 a year in poor countries and 0.03 to 0.045 elsewhere, remembered and unverified; Bu (2004): faster in poor countries, no rate read",
		Literature: &Range{0.025, 0.04, 0.07},
		Evidence:   []string{"Bu-2004"},
		of:         func(p *Parameters) *float64 { return &p.Depreciation },
	},
	{
		Quantity: Quantity{"destruction", "Destruction", "1/year", "Share of capital destroyed in a year where nobody has confidence."},
		Low:      0, Documented: 0.06, High: 0.15, Kind: Uncertain, Confidence: Judgement, Dimension: 37,
		Source:   "assumption: no figure was found for capital; 20 Chinese nationals were killed in 14 attacks in 2021-2024 (NACTA)",
		Evidence: []string{"I07"},
		of:       func(p *Parameters) *float64 { return &p.Destruction },
	},
	{
		Quantity: Quantity{"attacks_half", "Attacks that halve confidence", "attack/year", "Perceived attacks at which confidence is half gone."},
		Low:      500, Documented: 1000, High: 2000, Kind: Uncertain, Confidence: Judgement, Dimension: 38,
		Source:   "assumption, in the model's own unit of attacks; Abadie and Gardeazabal (2008) have the sign: foreign investment lower by 5 % of output per standard deviation of risk",
		Evidence: []string{"Abadie-2008", "Bisham-2024"},
		of:       func(p *Parameters) *float64 { return &p.AttacksHalf },
	},
	{
		Quantity: Quantity{"sabotage", "Aid under fire", "1", "How much projects under construction in insecurity add to attacks."},
		Low:      0, Documented: 0.2, High: 1, Kind: Uncertain, Confidence: FewStudies, Dimension: 39,
		Source:     "Crost et al. (2014) and Sexton (2016): aid raises violence in contested places, Zürcher (2017): so find most of 19 studies; the sign was read, the size (0.2 of 0 to 1) is assumed",
		Literature: &Range{0, 0.2, 1},
		Evidence:   []string{"Crost-2014", "Sexton-2016", "Zurcher-2017", "Mines-2017", "I07"},
		of:         func(p *Parameters) *float64 { return &p.Sabotage },
	},
	{
		Quantity: Quantity{"ties_half", "Capital that halves the gap", "USD million", "Capital reachable over an open border at which ties are half complete."},
		Low:      1000, Documented: 2500, High: 6000, Kind: Uncertain, Confidence: Judgement, Dimension: 40,
		Source:   "assumption: no study has ties between two states as a function of capital",
		Evidence: []string{"dependence-2025", "I06", "I08"},
		of:       func(p *Parameters) *float64 { return &p.TiesHalf },
	},
	{
		Quantity: Quantity{"development", "Secured development", "1", "Share of the motive to join that complete ties in safety take away."},
		Low:      0, Documented: 0.25, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 41,
		Source:     "Berman et al. (2011), Dasgupta et al. (2017) and Beath et al. (2012): violence falls where it is safe enough; no percentage read, 0 to 0.5 assumed. Blair et al. (2013): the poor of Pakistan are no friends of militants",
		Literature: &Range{0, 0.25, 0.5},
		Evidence:   []string{"Berman-2011", "Dasgupta-2017", "Beath-2012", "Blair-2013", "Gehring-2022"},
		of:         func(p *Parameters) *float64 { return &p.Development },
	},
	{
		Quantity: Quantity{"output_ratio", "Output per capital", "1/year", "Output a year per unit of capital in safety."},
		Low:      0.05, Documented: 0.15, High: 0.3, Kind: Accounting, Confidence: Judgement, Dimension: 42,
		Source: "assumption; no figure was found",
		of:     func(p *Parameters) *float64 { return &p.OutputRatio },
	},
	{
		Quantity: Quantity{"economic_leverage", "Economic leverage", "1", "Share of the host's tolerance that complete ties take away."},
		Low:      0, Documented: 0.25, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 43,
		Source:     "Oneal and Russett (1999) and Lee and Pyun (2016): trade lowers disputes between states, some 40 % remembered and unverified; Martin et al. (2008): not if others trade too; this pair so far about 0, with 46 % of Afghan exports going to Pakistan",
		Literature: &Range{0, 0.24, 0.4},
		Because:    "0.4 of the 0.6 of tolerance that is no belief is 0.24, rounded up, which tilts to investment: the studies are of disputes and not of shelter, and this pair of countries alone would say 0",
		Evidence:   []string{"E27", "Oneal-1999", "LeePyun-2016", "Martin-2008", "dependence-2025", "T05", "T06", "E20"},
		of:         func(p *Parameters) *float64 { return &p.EconomicLeverage },
	},
	{
		Quantity: Quantity{"leverage_threshold", "Leverage threshold", "1", "Ties at which half the leverage works."},
		Low:      0.25, Documented: 0.5, High: 0.8, Kind: Uncertain, Confidence: Judgement, Dimension: 44,
		Source:   "Duerr (2008): above a threshold of trade no neighbour hosted rebels, below it more trade went with more bases; where the threshold lies is assumed",
		Evidence: []string{"Duerr-2008"},
		of:       func(p *Parameters) *float64 { return &p.LeverageThreshold },
	},
	{
		Quantity: Quantity{"sympathy", "Sympathy", "1", "How far Kabul would tolerate militants without ties, trust or pressure."},
		Low:      0.5, Documented: 0.75, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 66,
		Source:   "assumption: much and not all; Kabul moved Uyghur fighters away from the Chinese border (2021), and shelters TTP within limits (United Nations 2024)",
		Evidence: []string{"ETIM-2021", "UN-2024-fighters", "E03"},
		of:       func(p *Parameters) *float64 { return &p.Sympathy },
	},
	{
		Quantity: Quantity{"trust_effect", "Trust and tolerance", "1", "Share of the host's tolerance that full trust takes away."},
		Low:      0, Documented: 0.15, High: 0.5, Kind: Uncertain, Confidence: Judgement, Dimension: 47,
		Source:   "assumption; the top holds that trust may soften belief, too, which the essay hopes (Bashir 2025) and nothing was found for or against",
		Evidence: []string{"E31", "E33", "Caulkins-2009"},
		of:       func(p *Parameters) *float64 { return &p.TrustEffect },
	},
	{
		Quantity: Quantity{"compliance", "Compliance", "1", "Share of tolerance that full pressure takes away."},
		Low:      0, Documented: 0.1, High: 0.3, Kind: Uncertain, Confidence: Judgement, Dimension: 48,
		Source:   "assumption: pressure can work; Kabul named a price for moving TTP in 2023 and did not carry it out in full",
		Evidence: []string{"relocation-2023", "T12"},
		of:       func(p *Parameters) *float64 { return &p.Compliance },
	},
	{
		Quantity: Quantity{"defiance", "Defiance", "1", "Share of intolerance that full pressure turns into tolerance."},
		Low:      0, Documented: 0.5, High: 0.9, Kind: Uncertain, Confidence: Judgement, Dimension: 49,
		Source:   "assumption: pressure can fail; after strikes and closed borders Kabul stopped trade itself in November 2025 and war followed",
		Evidence: []string{"E29", "O06", "T12", "dependence-2025"},
		of:       func(p *Parameters) *float64 { return &p.Defiance },
	},
	{
		Quantity: Quantity{"host_response_time", "Host response time", "year", "Time over which sanctuary follows what Kabul tolerates."},
		Low:      0.5, Documented: 1.5, High: 5, Kind: Uncertain, Confidence: Judgement, Dimension: 50,
		Source:     "assumption: 2 years, from 0.5 to 5; no study was found",
		Literature: &Range{0.5, 2, 5},
		Because:    "attacks doubled within two years of August 2021 (PICSS: 294 in 2021, 645 in 2023)",
		Evidence:   []string{"PICSS-2021-attacks", "PICSS-2023-attacks"},
		of:         func(p *Parameters) *float64 { return &p.HostResponseTime },
	},
	{
		Quantity: Quantity{"spoiling", "Spoiling", "1", "How much attacks at half confidence weigh against trust."},
		Low:      0, Documented: 0.3, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 67,
		Source: "assumption: attacks spoil talks (Kydd and Walter 2002, remembered and unverified); no size was found",
		of:     func(p *Parameters) *float64 { return &p.Spoiling },
	},
	{
		Quantity: Quantity{"harm_loss", "Trust lost to harm", "year/death", "Trust lost per civilian killed in operations a year."},
		Low:      0, Documented: 0.003, High: 0.01, Kind: Uncertain, Confidence: FewStudies, Dimension: 52,
		Source:   "Lyall et al. (2013): harm by foreign forces cost them support in 204 Pashtun villages; a sign, no rate",
		Evidence: []string{"Lyall-2013"},
		of:       func(p *Parameters) *float64 { return &p.HarmLoss },
	},
	{
		Quantity: Quantity{"promise_loss", "Broken promises", "year/USD million", "Trust lost, and grievance provoked, per million dollars a year of works begun and no longer paid for."},
		Low:      0, Documented: 0.005, High: 0.015, Kind: Uncertain, Confidence: Judgement, Dimension: 53,
		Source:   "assumption: the broken promise is measured (0.28 to 0.37 of the money for the former tribal areas was released), what it does to trust and grievance is not; 200 million dollars a year of works dropped would halve trust",
		Evidence: []string{"exFATA-2024", "E23"},
		of:       func(p *Parameters) *float64 { return &p.PromiseLoss },
	},
	{
		Quantity: Quantity{"trust_time", "Trust time", "year", "Time over which trust builds and fades."},
		Low:      0.5, Documented: 2, High: 5, Kind: Uncertain, Confidence: Judgement, Dimension: 54,
		Source:   "assumption: nothing was read beyond the half-year over which anger and compensation fade (Condra et al. 2010)",
		Evidence: []string{"Condra-2010", "E26"},
		of:       func(p *Parameters) *float64 { return &p.TrustTime },
	},
	{
		Quantity: Quantity{"perception_time", "Perception time", "year", "Time over which attacks are remembered."},
		Low:      0.25, Documented: 0.5, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 55,
		Source: "assumption; no figure was found",
		of:     func(p *Parameters) *float64 { return &p.PerceptionTime },
	},
	{
		Quantity: Quantity{"operation_cost", "Cost per operation", "USD million/major operation", "Money spent per major operation."},
		Low:      17, Documented: 35, High: 57, Kind: Accounting, Confidence: FewStudies, Dimension: 56,
		Source:     "The Nation (2015): 1900 million dollars for the operation of 2014, 0.56 to 0.69 per militant killed (derived), times 57 a major operation; return of the displaced is in it",
		Literature: &Range{17, 34, 57},
		Because:    "34 is rounded up",
		Evidence:   []string{"Zarb-2015-cost", "Zarb-2015-ratio"},
		of:         func(p *Parameters) *float64 { return &p.OperationCost },
	},
	{
		Quantity: Quantity{"precision_premium", "Price of raids", "1", "Extra cost, in money and in soldiers' lives, when every operation is led by intelligence."},
		Low:      0, Documented: 0.5, High: 2, Kind: Uncertain, Confidence: FewStudies, Dimension: 57,
		Source:   "Bashir (2025): 12.1 militants per soldier killed in a sweep, 2.9 and 1.7 in raids, which would be 3 and more; three operations are few, so the range stays lower. For the cost in money no figure was found",
		Evidence: []string{"E13", "E14", "E17a", "E17b", "E19"},
		of:       func(p *Parameters) *float64 { return &p.PrecisionPremium },
	},
	{
		Quantity: Quantity{"programme_cost", "Cost of programmes", "USD million/year", "Money a year for each of dialogue and narrative at full."},
		Low:      20, Documented: 60, High: 150, Kind: Accounting, Confidence: FewStudies, Dimension: 58,
		Source:   "Washington Post (2016): 200 million dollars over six years for reconciling fighters, 33 a year; a full programme in two countries is judged to cost more, per lever",
		Evidence: []string{"APRP-2016"},
		of:       func(p *Parameters) *float64 { return &p.ProgrammeCost },
	},
	{
		Quantity: Quantity{"trade_value", "Trade at stake", "USD million/year", "Trade a year that a fully closed border forgoes."},
		Low:      700, Documented: 900, High: 2500, Kind: Accounting, Confidence: FewStudies, Dimension: 59,
		Source:     "Mashriq and Khaama (2025, 2026): 2 to 3 million dollars a day at one crossing, 730 to 1095 a year (derived); the two ministries: 1600 to 2460 a year with the border open",
		Literature: &Range{730, 2000, 2460},
		Because:    "goods find other roads and other buyers, so a closed border forgoes less than all trade; the losses reported at the main crossing are the centre",
		Evidence:   []string{"T11", "T12", "C20", "C21", "T05", "T06", "T07", "T08", "T10"},
		of:         func(p *Parameters) *float64 { return &p.TradeValue },
	},
	{
		Quantity: Quantity{"start_fighters", "Fighters in 2021", "fighter", "Fighters at the start of 2021."},
		Low:      3000, Documented: 5000, High: 8000, Kind: Uncertain, Confidence: FewStudies, Dimension: 60,
		Source:     "United Nations (2021): 2500 to 6000 of TTP in Afghanistan; other groups and fighters inside Pakistan are judged to add more than half as many at the most",
		Literature: &Range{2500, 4250, 6000},
		Because:    "the model holds all groups on both sides of the border, so all three figures lie higher",
		Evidence:   []string{"UN-2021-fighters", "UN-2022-fighters"},
		of:         func(p *Parameters) *float64 { return &p.StartFighters },
	},
	{
		Quantity: Quantity{"start_sanctuary", "Sanctuary in 2021", "1", "Sanctuary at the start of 2021."},
		Low:      0.05, Documented: 0.15, High: 0.5, Kind: Uncertain, Confidence: Judgement, Dimension: 61,
		Source:   "assumption: low, before the change of government in Kabul in August 2021; no figure was found",
		Evidence: []string{"UN-2021-fighters", "Connable-2010"},
		of:       func(p *Parameters) *float64 { return &p.StartSanctuary },
	},
	{
		Quantity: Quantity{"start_grievance", "Grievance in 2021", "1", "Grievance at the start of 2021."},
		Low:      0.1, Documented: 0.1, High: 0.1, Kind: Constant, Confidence: Judgement, Dimension: 62,
		Source: "assumption; held, because nothing measures it",
		of:     func(p *Parameters) *float64 { return &p.StartGrievance },
	},
	{
		Quantity: Quantity{"start_capital", "Capital in 2021", "USD million", "Finished projects at the start of 2021."},
		Low:      900, Documented: 900, High: 900, Kind: Constant, Confidence: Judgement, Dimension: 63,
		Source:   "assumption; held: what the corridor built that serves both countries",
		Evidence: []string{"CPEC-2022", "I06"},
		of:       func(p *Parameters) *float64 { return &p.StartCapital },
	},
	{
		Quantity: Quantity{"start_trust", "Trust in 2021", "1", "Trust at the start of 2021."},
		Low:      0.1, Documented: 0.1, High: 0.1, Kind: Constant, Confidence: Judgement, Dimension: 64,
		Source: "assumption; held, because nothing measures it",
		of:     func(p *Parameters) *float64 { return &p.StartTrust },
	},
})

// FindParameter returns the row of that name, or nil.
func FindParameter(name string) *Parameter {
	for i := range ParameterTable {
		if ParameterTable[i].Name == name {
			return &ParameterTable[i]
		}
	}
	return nil
}

// Varied lists the parameters that are not constant, in the order of the table:
// those that ensembles draw and that audits vary.
func Varied() []*Parameter {
	var list []*Parameter
	for i := range ParameterTable {
		if p := &ParameterTable[i]; p.Kind != Constant {
			list = append(list, p)
		}
	}
	return list
}

// ParameterNames lists the names in table order.
func ParameterNames() []string {
	names := make([]string, len(ParameterTable))
	for i := range ParameterTable {
		names[i] = ParameterTable[i].Name
	}
	return names
}
