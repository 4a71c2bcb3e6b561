// Makes every call of the unchanged npm package gitflic-api that the acceptance test asks for.
// It reads {base, token, project, number, note} from standard input and prints, for each call,
// the status and the body that the package hands to its user.
'use strict'

const fs = require('node:fs')
const { GitFlic } = require('gitflic-api')

async function main () {
  console.dir = () => {} // the package prints its options with it, the token included
  const order = JSON.parse(fs.readFileSync(0, 'utf8'))
  const api = new GitFlic({ gitflic_api_url: order.base, gitflic_token: order.token }).API
  const outcomes = {}
  for (const [name, call] of Object.entries(calls(api, order))) {
    outcomes[name] = await outcome(call)
  }
  process.stdout.write(JSON.stringify(outcomes))
}

function calls (api, { project, number, note }) {
  const issue = { ...project, localId: number }
  const page = { params: { page: 0, size: 5 } }
  return {
    currentUser: () => api.user.get('currentUser').by({}),
    allUsers: () => api.user.get('allUsers').by(page),
    allProjects: () => api.project.get('allProjects').by({}),
    myProjects: () => api.project.get('myProjects').by(page),
    sharedProjects: () => api.project.get('sharedProjects').by({}),
    singleProject: () => api.project.get('singleProject').by({ params: project }),
    allTeams: () => api.team.get('allTeams').by({}),
    allCompanies: () => api.company.get('allCompanies').by({}),
    createIssueDiscussion: () => api.issueDiscussion.createIssueDiscussion(issue, note),
    getIssueDiscussionList: () => api.issueDiscussion.getIssueDiscussionList(issue, page)
  }
}

async function outcome (call) {
  try {
    const { status, data } = await call()
    return { status, data }
  } catch (error) {
    return { status: error.response?.status ?? null, data: error.response?.data ?? String(error) }
  }
}

main()
