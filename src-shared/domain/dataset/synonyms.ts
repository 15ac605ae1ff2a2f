import { plainName } from './names.ts'

/** Other headings under which the built-in columns of a table come, written as `plainName` leaves them. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  any: {
    external_id: 'externalid recordid',
    created_at: 'createdat createdon createddate createdate created datecreated creationdate erstelltam',
    owner_id: 'owner ownerid ownername salesperson verkaufer besitzer salesrep salesagent rep assignedto hubspotowner accountowner leadowner opportunityowner dealowner',
    first_name: 'firstname givenname vorname', last_name: 'lastname surname familyname nachname name fullname contactname leadname',
    email: 'email emailaddress mail workemail', phone: 'phone phonenumber telephone mobile telefon', job_title: 'jobtitle title position',
    city: 'city town ort stadt', country: 'country land countryregion', industry: 'industry sector branche', website: 'website web homepage domain',
    annual_revenue: 'annualrevenue revenue umsatz', employees: 'employees numberofemployees noofemployees employeecount headcount mitarbeiter',
    consent_level: 'consentlevel consent',
  },
  lead: {
    external_id: 'leadnumber leadid prospectid donotmodifylead id', company: 'company companyname companyaccount accountname organisation organization account firma', topic: 'topic subject',
    source: 'leadsource source originalsource', status: 'leadstatus status statusreason', closed_at: 'closedat closedon closeddate converteddate',
    parent_contact_id: 'parentcontact contactid', parent_account_id: 'parentaccount accountid',
  },
  contact: { external_id: 'contactid userid personid customerid id', account_id: 'account accountid accountname company companyid companyname parentcustomer' },
  account: { external_id: 'accountid companyid customerid id', name: 'name account accountname company companyname customer firma', parent_id: 'parentaccount parentid subsidiaryof parentcompany', country: 'officelocation' },
  opportunity: {
    external_id: 'opportunityid dealid applicationid opportunitynumber donotmodifyopportunity id', topic: 'topic opportunityname dealname name subject opportunity deal verkaufschance', account_id: 'account accountid accountname company companyname associatedcompany organization firma kunde',
    contact_id: 'contact contactid', lead_id: 'originatinglead leadid', source: 'leadsource source', estimated_close: 'estimatedclose estclosedate expectedclosedate',
    estimated_revenue: 'estimatedrevenue estrevenue expectedrevenue erwarteterumsatz amount amountrequested dealamount', actual_revenue: 'actualrevenue closevalue wonamount', budget: 'budget budgetamount',
    created_at: 'engagedate opendate submittedat', closed_at: 'closedat closedon closeddate closedate abschlussdatum outcomeat', status: 'statusreason',
  },
  user: { external_id: 'userid id employeeid', name: 'name fullname user username salesagent agent rep', manager: 'manager', region: 'region regionaloffice office territory' },
  interaction: {
    external_id: 'interactionid eventid activityid id', type: 'type action activity event eventtype activitytype eventname', occurred_at: 'occurredat timestamp date datetime time eventdate activitydate createdat created',
    recorded_at: 'recordedat', contact_id: 'contact contactid userid personid', lead_id: 'lead leadid leadnumber prospectid', opportunity_id: 'opportunity opportunityid dealid applicationid',
    asset: 'asset campaign emailname', url: 'url address page link', resource: 'resource agent', detail: 'detail description lifecycle',
  },
}

/** Words in a file's name that name its table, the most telling first. */
export const TABLE_WORDS: readonly (readonly [string, RegExp])[] = [
  ['interaction', /event|activit|interaction|engagement|click/iu],
  ['opportunity', /opportunit|deal|pipeline|application|b2b/iu],
  ['lead', /lead|prospect/iu],
  ['account', /account|compan|firm/iu],
  ['contact', /contact|customer|person|people/iu],
  ['user', /sales.?team|agent|\brep|user|employee/iu],
]

/** The built-in column that a heading most likely means; earlier words of a list are better. Lower rank is better. */
export function synonymRank(table: string, column: string, heading: string): number | undefined {
  const plain = plainName(heading)
  if (plain === plainName(column)) return 0
  for (const [place, group] of [known[table], known['any']].entries()) {
    const rank = group?.[column]?.split(' ').indexOf(plain) ?? -1
    if (rank >= 0) return 1 + place * 20 + rank
  }
  return undefined
}
